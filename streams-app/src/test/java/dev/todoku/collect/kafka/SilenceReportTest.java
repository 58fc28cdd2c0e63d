package dev.todoku.collect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import dev.todoku.wire.SilentSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SilenceReportTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final long BEGIN = Duration.ofDays(20_000).toMillis();

  private final SourceStatus status = new SourceStatus("mail.log");
  private final SilenceReport report = new SilenceReport();
  private long last;

  @Test
  void aSilenceIsReportedRepeatedAndTakenBack() {
    for (last = BEGIN; last < BEGIN + 96 * HOUR; last += HOUR) {
      status.onEntry(last, last);
    }
    long lastEntry = last - HOUR;
    assertThat(changed(lastEntry + 2 * HOUR)).isEmpty();

    byte[] said = changed(lastEntry + 2 * HOUR + 1).get("silence:mail.log");
    assertThat(SilentSource.decode(said))
        .isEqualTo(new SilentSource("mail.log", lastEntry, 2 * HOUR));
    assertThat(changed(lastEntry + 2 * HOUR + MINUTE)).isEmpty();
    assertThat(changed(lastEntry + 2 * HOUR + 6 * MINUTE)).containsOnlyKeys("silence:mail.log");

    status.onEntry(lastEntry + 3 * HOUR, lastEntry + 3 * HOUR);
    assertThat(changed(lastEntry + 3 * HOUR)).containsEntry("silence:mail.log", null);
    assertThat(changed(lastEntry + 3 * HOUR)).isEmpty();
  }

  private Map<String, byte[]> changed(long now) {
    return report.changed(List.of(source()), now);
  }

  private CollectorSource source() {
    return new CollectorSource() {
      @Override
      public String name() {
        return status.name();
      }

      @Override
      public void poll(long now) {}

      @Override
      public long nextTime() {
        return NOTHING;
      }

      @Override
      public CollectedEntry take() {
        return null;
      }

      @Override
      public long readUntil() {
        return 0;
      }

      @Override
      public Map<String, byte[]> changedPositions() {
        return Map.of();
      }

      @Override
      public SourceStatus status() {
        return status;
      }

      @Override
      public void close() {}
    };
  }
}
