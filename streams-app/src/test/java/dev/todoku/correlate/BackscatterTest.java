package dev.todoku.correlate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Reason;
import dev.todoku.schema.ReportSource;
import dev.todoku.schema.SmtpReply;
import dev.todoku.testing.Mail;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackscatterTest {
  private static final long NINE = Mail.at("09:00");

  @Test
  void aSampleSaysHowWellItIsProven() {
    assertThat(sample(source(false)).evidence()).isEqualTo(EvidenceGrade.UNPROVEN);
    assertThat(sample(source(true)).evidence()).isEqualTo(EvidenceGrade.PROVEN);
    assertThat(sample(null).evidence()).as("no mail brought it").isNull();
  }

  private static Evidence.Sample sample(ReportSource source) {
    return Backscatter.waits(bounce(source)).get(0).samples().get(0);
  }

  private static ReportSource source(boolean trusted) {
    return new ReportSource("bounces", NINE, trusted, false, null, null, List.of(), null, null);
  }

  private static Bounce bounce(ReportSource source) {
    return Bounce.builder("m1@shop.example", "a@docomo.ne.jp", NINE)
        .kind(Bounce.Kind.OUT_OF_BAND)
        .reason(Reason.USER_UNKNOWN)
        .reply(new SmtpReply(550, "5.1.1", "550 5.1.1 User unknown", null))
        .envelopeFrom("bounces@shop.example")
        .source(source)
        .build();
  }
}
