package dev.todoku.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Figure;
import dev.todoku.detect.Sensitivity;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.schema.SmtpReply;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.ProviderDeltaBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether replies that speak of the provider's systems are an outage, or hold back a source IP. */
class HeldBackTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_780_272_000_000L;
  private static final String FIRST = "192.0.2.10";
  private static final String SECOND = "192.0.2.11";
  private static final String THIRD = "198.51.100.10";
  private static final String FROM_DOMAIN = "shop.example";
  private static final Scope EVERYBODY = new Scope("docomo", null, null);
  private static final SmtpReply BUSY =
      new SmtpReply(451, null, "451 Resources temporarily unavailable", null);
  private static final SmtpReply NO_TLS =
      new SmtpReply(0, null, "Cannot start TLS: handshake failure", null);

  @TempDir Path dir;
  private MonitorStores stores;
  private ProviderMonitor monitor;
  private final List<Signal> signals = new ArrayList<>();
  private long minute = START;
  private int sent;

  @BeforeEach
  void open() throws IOException {
    stores = new MonitorStores(dir);
    monitor = stores.open(Sensitivity.DEFAULT, signals::add, exemption -> {}).monitor();
    asUsual(FIRST, SECOND, THIRD);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void oneSourceIpThatIsHeldBackIsBlockedAndNoOutageFromItsBeginningToItsEnd() {
    for (int i = 0; i < 20; i++) {
      fail(FIRST, BUSY);
      pass(SECOND);
      pass(THIRD);
    }
    Signal raised = signals.get(0);
    assertThat(raised.cause()).isEqualTo(Cause.IP_BLOCK);
    assertThat(raised.scope()).isEqualTo(new Scope("docomo", FIRST, null));
    assertThat(raised.evidence().failureType()).isEqualTo(FailureType.SYSTEM_FAILURES);
    assertThat(raised.evidence().confidence()).isEqualTo(Confidence.LOW);
    assertThat(raised.evidence().findings())
        .extracting(Evidence.Indication::id, Evidence.Indication::supports)
        .containsExactly(tuple("passes-over-other-ips", true), tuple("held-back", false));
    asUsual(FIRST, SECOND, THIRD);
    assertThat(signals).extracting(Signal::cause).containsOnly(Cause.IP_BLOCK);
    Signal end = signals.get(signals.size() - 1);
    assertThat(end.state()).isEqualTo(Signal.State.CLEARED);
    assertThat(end.evidence().findings())
        .extracting(Evidence.Indication::id)
        .containsExactly("passes-again", "held-back");
  }

  @Test
  void eachOfTwoSourceIpsThatAreHeldBackBesideAThirdIsBlocked() {
    for (int i = 0; i < 30; i++) {
      fail(FIRST, BUSY);
      fail(SECOND, BUSY);
      pass(THIRD);
    }
    assertThat(raised())
        .extracting(Signal::cause, signal -> signal.scope().sourceIp())
        .containsExactlyInAnyOrder(tuple(Cause.IP_BLOCK, FIRST), tuple(Cause.IP_BLOCK, SECOND));
  }

  @Test
  void aProviderThatHoldsBackAllIsAnOutageAndBlocksNobody() {
    for (int i = 0; i < 30; i++) {
      fail(FIRST, BUSY);
      fail(SECOND, BUSY);
      fail(THIRD, BUSY);
    }
    assertThat(raised())
        .extracting(Signal::cause, Signal::scope)
        .containsExactly(tuple(Cause.PROVIDER_OUTAGE, EVERYBODY));
  }

  @Test
  void anOutageThatTurnsOutToBeOfOneSourceIpIsTakenBack() {
    for (int i = 0; i < 20; i++) {
      fail(FIRST, BUSY);
    }
    assertThat(raised()).extracting(Signal::cause).containsExactly(Cause.PROVIDER_OUTAGE);
    signals.clear();
    for (int i = 0; i < 20; i++) {
      fail(FIRST, BUSY);
      pass(SECOND);
    }
    assertThat(signals)
        .filteredOn(signal -> signal.scope().equals(EVERYBODY))
        .last()
        .satisfies(
            end -> {
              assertThat(end.state()).isEqualTo(Signal.State.CLEARED);
              assertThat(end.evidence().findings())
                  .containsExactly(Evidence.Indication.of("is-of-another", true, FIRST));
            });
    assertThat(raised())
        .extracting(Signal::cause, signal -> signal.scope().sourceIp())
        .containsExactly(tuple(Cause.IP_BLOCK, FIRST));
  }

  @Test
  void aSourceIpWhoseConnectionsFailIsNotBlocked() {
    for (int i = 0; i < 30; i++) {
      fail(FIRST, NO_TLS);
      pass(SECOND);
    }
    assertThat(raised())
        .extracting(Signal::cause, Signal::scope)
        .containsExactly(tuple(Cause.OUTBOUND_DOWN, EVERYBODY));
  }

  @Test
  void aSourceIpWhoseMailPassesOnRetryIsNotBlocked() {
    for (int i = 0; i < 40; i++) {
      fail(FIRST, BUSY);
      judge(
          of(FIRST)
              .count(ProviderDelta.Count.ACCEPTED)
              .figures(Set.of(Figure.ACCEPTED, Figure.CLEARED_REFUSALS))
              .build());
      pass(SECOND);
    }
    assertThat(signals).isEmpty();
  }

  private void asUsual(String... sourceIps) {
    for (int i = 0; i < 240; i++) {
      for (String sourceIp : sourceIps) {
        pass(sourceIp);
      }
    }
  }

  private List<Signal> raised() {
    return signals.stream().filter(signal -> signal.state() == Signal.State.RAISED).toList();
  }

  private void pass(String sourceIp) {
    judge(
        of(sourceIp)
            .count(ProviderDelta.Count.ACCEPTED)
            .figures(Set.of(Figure.ATTEMPTS, Figure.ACCEPTED))
            .build());
  }

  private void fail(String sourceIp, SmtpReply reply) {
    String recipient = "user" + sent + "@docomo.ne.jp";
    judge(
        of(sourceIp)
            .count(ProviderDelta.Count.DEFERRED)
            .reason(Reason.SYSTEM_ERROR)
            .figures(Set.of(Figure.OUTAGES))
            .sample(new Evidence.Sample(minute, "m" + sent, FROM_DOMAIN, recipient, reply))
            .build());
  }

  private ProviderDeltaBuilder of(String sourceIp) {
    return ProviderDelta.builder("docomo", minute)
        .sourceIp(sourceIp)
        .fromDomain(FROM_DOMAIN)
        .batch(Batch.NONE);
  }

  /** A message each other minute. */
  private void judge(ProviderDelta delta) {
    monitor.judge("docomo", minute, List.of(MinuteRow.startingWith(delta).plus(delta)));
    minute += 2 * MINUTE;
    sent++;
  }
}
