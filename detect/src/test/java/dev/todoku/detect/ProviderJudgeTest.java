package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.SmtpReply;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderJudgeTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_400_000L;
  private static final List<String> IPS = List.of("203.0.113.1", "198.51.100.1", "192.0.2.1");
  private static final List<String> DOMAINS = List.of("shop.example", "news.example");
  private static final String RECEIPTS = "stream=receipt";

  private final ChannelMonitor monitor = new ChannelMonitor(FailureType.MASKED_REFUSALS);
  private int sent;

  @Test
  void callsItAnOutageWhenEveryIpAndEveryDomainHasItsShare() {
    send(600, 0, RECEIPTS);
    send(48, 3, RECEIPTS);
    Diagnosis diagnosis = ProviderJudge.rule(monitor);
    assertThat(diagnosis.cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
    assertThat(diagnosis.findings())
        .extracting(Evidence.Indication::id)
        .containsExactly("other-senders-too", "proven-recipients-unknown");
  }

  @Test
  void doubtsBeforeItIsSure() {
    send(600, 0, RECEIPTS);
    assertThat(ProviderJudge.doubts(monitor)).isFalse();
    send(12, 3, RECEIPTS);
    assertThat(monitor.detector().isAlarmed()).isFalse();
    assertThat(ProviderJudge.doubts(monitor)).isTrue();
  }

  @Test
  void leavesToASourceIpWhatIsItsOwn() {
    send(600, 0, RECEIPTS);
    for (int i = 0; i < 90; i++) {
      trial(i % 3, i % 2, i % 3 == 0, RECEIPTS);
    }
    assertThat(monitor.detector().isAlarmed()).isTrue();
    assertThat(ProviderJudge.rule(monitor)).isEqualTo(Diagnosis.NONE);
    assertThat(ProviderJudge.doubts(monitor)).isFalse();
  }

  @Test
  void leavesToAFromDomainWhatIsItsOwn() {
    send(600, 0, RECEIPTS);
    for (int i = 0; i < 90; i++) {
      trial(i % 3, i % 2, i % 2 == 0, RECEIPTS);
    }
    assertThat(monitor.detector().isAlarmed()).isTrue();
    assertThat(ProviderJudge.rule(monitor)).isEqualTo(Diagnosis.NONE);
  }

  @Test
  void takesAnOldListForNoOutage() {
    send(600, 0, RECEIPTS);
    for (int i = 0; i < 30; i++) {
      send(2, 0, RECEIPTS);
      send(6, 3, "campaign=spring");
    }
    assertThat(monitor.detector().isAlarmed()).isTrue();
    assertThat(ProviderJudge.rule(monitor)).isEqualTo(Diagnosis.NONE);
    assertThat(ProviderJudge.doubts(monitor)).isFalse();
  }

  /** A message a minute, over all IPs and domains in turn; one in {@code failing} is refused. */
  private void send(int messages, int failing, String batch) {
    for (int i = 0; i < messages; i++) {
      int way = sent / Math.max(1, failing);
      trial(way % IPS.size(), way % DOMAINS.size(), failing > 0 && sent % failing == 0, batch);
    }
  }

  private void trial(int ip, int domain, boolean isUnknown, String batch) {
    long time = START + sent++ * MINUTE;
    Figures figures = new Figures().plus(EnumSet.of(Figure.ATTEMPTS, Figure.PROVEN));
    if (isUnknown) {
      figures.plus(EnumSet.of(Figure.PROVEN_UNKNOWN));
    }
    Evidence.Sample sample =
        new Evidence.Sample(
            time, sent + "@x", DOMAINS.get(domain), "r" + sent + "@p", SmtpReply.UNKNOWN);
    StreamMinute minute = new StreamMinute();
    minute.add(
        ProviderJudge.member(IPS.get(ip), DOMAINS.get(domain)),
        figures,
        Map.of(batch, figures),
        isUnknown ? Map.of(FailureType.MASKED_REFUSALS, List.of(sample)) : Map.of());
    monitor.add(time, minute);
  }
}
