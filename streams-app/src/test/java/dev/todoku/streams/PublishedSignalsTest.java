package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.testing.Proof;
import dev.todoku.topology.TestSettings;
import dev.todoku.topology.TestStores;
import dev.todoku.wire.ScopeKey;
import dev.todoku.wire.SuppressionExemption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedSignalsTest {
  private static final Scope SCOPE = new Scope("docomo", "192.0.2.1", "shop.example");

  @TempDir Path first;
  @TempDir Path second;

  @Test
  void forgetsWhatIsOlderAlsoOfASubjectThatIsAScope() {
    KeyValueStore<String, byte[]> store = new TestStores(first).byString();
    BeforeImages images =
        new BeforeImages(new TestStores(second).beforeImages(Duration.ofHours(2)));
    List<Signal> signals = new ArrayList<>();
    PublishedSignals published =
        new PublishedSignals(
            images.over("published", store),
            new Invariants(Names.UNMATCHED, TestSettings.metrics()),
            signals::add,
            exemption -> {});
    String subject = "BACKSCATTER|" + ScopeKey.of(SCOPE) + '|';
    images.at(subject, at("09:00"));
    published.at(subject);
    published.signal(signal(at("09:00")));
    published.exemption(new SuppressionExemption(SCOPE, at("08:00"), at("09:00"), at("09:30")));
    published.signal(signal(at("12:00")));
    assertThat(TestStores.size(store)).isEqualTo(3);
    published.forget(at("10:00"));
    assertThat(TestStores.size(store)).isEqualTo(1);
    assertThat(signals).hasSize(2);
  }

  private static Signal signal(long time) {
    return new Signal(
        SCOPE,
        Signal.State.RAISED,
        Cause.IP_BLOCK,
        Severity.CRITICAL,
        time,
        time,
        Proof.of(100, 50, 0.01, 20, 10, List.of()));
  }
}
