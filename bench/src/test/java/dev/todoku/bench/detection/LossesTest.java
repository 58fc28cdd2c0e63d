package dev.todoku.bench.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Figure;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.SmtpReply;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SuppressionExemption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LossesTest {
  private static final long START = 1_780_272_000_000L;
  private static final String IP = "203.0.113.10";
  private static final Scope OF_IP = new Scope("docomo", IP, null);

  private final Losses losses = new Losses(Set.of("1@x", "2@x", "3@x"));

  @Test
  void losesWhoExistsAndIsCalledUnknown() {
    losses.record(List.of(unknown("1@x", IP, 100), unknown("gone@x", IP, 100)));
    assertThat(losses.byRule()).isEqualTo(1);
    assertThat(losses.forGood()).isEqualTo(1);
  }

  @Test
  void releasesWhoAnAmnestyCoversThatComesLater() {
    losses.record(List.of(unknown("1@x", IP, 100), unknown("2@x", IP, 300)));
    losses.record(List.of(unknown("3@x", "198.51.100.10", 300)));
    losses.record(new SuppressionExemption(OF_IP, START + 200, START + 400, Long.MAX_VALUE));
    assertThat(losses.byRule()).isEqualTo(3);
    assertThat(losses.forGood()).isEqualTo(2);
  }

  @Test
  void believesAgainWhatCameAfterTheEndOfAnAmnesty() {
    losses.record(new SuppressionExemption(OF_IP, START + 200, START + 250, Long.MAX_VALUE));
    losses.record(List.of(unknown("1@x", IP, 300), unknown("2@x", IP, 500)));
    assertThat(losses.forGood()).isZero();
    losses.record(new SuppressionExemption(OF_IP, START + 200, START + 600, START + 400));
    assertThat(losses.forGood()).isEqualTo(1);
  }

  private static ProviderDelta unknown(String messageId, String ip, long sinceStart) {
    long time = START + sinceStart;
    SmtpReply reply = new SmtpReply(550, "5.1.1", "550 5.1.1 unknown", "RCPT TO");
    return ProviderDelta.builder("docomo", time)
        .sourceIp(ip)
        .fromDomain("shop.example")
        .batch("")
        .count(ProviderDelta.Count.BOUNCED)
        .reason(Reason.USER_UNKNOWN)
        .figures(EnumSet.of(Figure.ATTEMPTS, Figure.PROVEN, Figure.PROVEN_UNKNOWN))
        .sample(new Evidence.Sample(time, messageId, "shop.example", "r@docomo.ne.jp", reply))
        .build();
  }
}
