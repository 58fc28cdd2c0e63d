package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who failed, where no field says so. */
class RecipientFinderTest {
  private static final String HEADER =
      "From: MAILER-DAEMON@x.test\nTo: list@shop.test\nSubject: failure notice\n";

  private final BounceReader reader = new BounceReader(ReplyRules.load());

  @Test
  void isWhomTheServerTookTheOriginalOnForRatherThanTheAddresseeOfAList() {
    assertThat(
            recipient(
                HEADER
                    + "\nOne of the recipients is no valid user.\n\n--- Below this line is a copy of the message.\n\n"
                    + "Received: by mx.test with SMTP id 7 for <a@x.test>; Mon, 1 Jun 2026\nTo: list@shop.test\n"
                    + "Message-ID: <m@shop.test>\n"))
        .isEqualTo("a@x.test");
  }

  @Test
  void isTheAddressSentToWhereTheServerHidesTheOneItMadeOfIt() {
    assertThat(
            recipient(
                HEADER
                    + "\nThe following address(es) failed:\n\n  an undisclosed address\n    (generated from a@x.test)\n"))
        .isEqualTo("a@x.test");
  }

  @Test
  void isFoundInAnAddressOfX400() {
    assertThat(
            recipient(
                HEADER
                    + "\nYour message\n\n  To:  b@y.test\n\ndid not reach the following recipient(s):\n\n"
                    + "c=US;a= ;p=X;o=Y;dda:SMTP=a@x.test; on Fri, 4 Oct 2002\n    The recipient name is not recognized\n"))
        .isEqualTo("a@x.test");
  }

  @Test
  void isReadOfAnAutomaticRejection() {
    RecipientReport report =
        report(
            "From: Mail Delivery Subsystem <admin@x.test>\nReturn-Path: <MAILER-DAEMON>\nTo: s@shop.test\n"
                + "Subject: Automatically rejected mail\nAuto-Submitted: auto-replied (rejected)\n"
                + "\nYour message to <a@x.test> was automatically rejected:\nQuota exceeded\n");

    assertThat(report.recipient()).isEqualTo("a@x.test");
    assertThat(report.diagnosis().reason()).isEqualTo(Reason.MAILBOX_FULL);
  }

  private String recipient(String message) {
    return report(message).recipient();
  }

  private RecipientReport report(String message) {
    Reading reading =
        reader.read(message.getBytes(StandardCharsets.UTF_8), System.currentTimeMillis());
    assertThat(reading).isInstanceOf(Reading.Report.class);
    return ((Reading.Report) reading).recipients().get(0);
  }
}
