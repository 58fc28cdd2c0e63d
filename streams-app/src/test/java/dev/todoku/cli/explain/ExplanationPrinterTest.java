package dev.todoku.cli.explain;

import static dev.todoku.explain.SampleOutcome.at;
import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.explain.Explainer;
import dev.todoku.explain.Explanation;
import dev.todoku.explain.History;
import dev.todoku.explain.Knowledge;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.RecipientExplanation;
import dev.todoku.explain.TimelineEntry;
import dev.todoku.schema.Address;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Send;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationPrinterTest {
  private static final Knowledge KNOWLEDGE = Knowledge.load();

  @Test
  void tellsARefusalWithItsFactsAndWhatToDo() {
    Send send = Send.builder("m", "Alice@docomo.test", at(0)).envelopeFrom("b@shop.test").build();
    String story = tell("en", outcome("m").bounced(Reason.USER_UNKNOWN, 1), send);
    assertThat(story)
        .contains("m -> alice@docomo.test\n")
        .contains("refused for good: no such user (whose side: the address)")
        .contains(
            "  sending server: passed  ->  receiving server: STOPPED HERE  ->  "
                + "mail client: not reached\n")
        .contains("  2026-11-21 12:00:01 +00:00  refused         550 5.1.1 No, thanks\n")
        .contains("What to do\n  The address does not exist.")
        .contains(
            "Steps\n  1. [support] Ask the customer whether alice@docomo.test is right, by another way"
                + " than mail: by phone, or on the page.\n")
        .contains("  from        b@shop.test\n")
        .contains("  to          alice@docomo.test\n")
        .contains("  sent        2026-11-21 12:00:00 +00:00 by 192.0.2.1\n")
        .contains("  reply       550 5.1.1 No, thanks\n");
  }

  @Test
  void tellsTheSameInJapanese() {
    assertThat(tell("ja", outcome("m").at("docomo").bounced(Reason.USER_UNKNOWN, 1)))
        .contains("m -> alice@docomo.test · NTTドコモ")
        .contains("受信サーバーに拒否されました: 宛先のユーザーが存在しない。原因: 宛先アドレス")
        .contains("送信サーバー: 通過  ->  受信サーバー: ここで停止  ->  受信者のメールソフト: 未到達\n")
        .contains("  2026-11-21 12:00:01 +00:00  拒否            550 5.1.1 No, thanks\n")
        .contains("正しいアドレスをメール以外の方法");
  }

  @Test
  void whatNeverLeftStoppedAtTheSendingServerAndTheTypoIsNamed() {
    assertThat(tell("en", outcome("m").to("bob@gmial.com").bounced(Reason.HOST_UNKNOWN, 1)))
        .contains("sending server: STOPPED HERE  ->  receiving server: not reached")
        .contains("Did the recipient mean bob@gmail.com?");
  }

  @Test
  void anAcceptanceThatWasTakenBackHasBothTimes() {
    assertThat(tell("en", outcome("m").accepted(5).bounced(Reason.MAILBOX_FULL, 7200)))
        .contains(
            "Accepted at 2026-11-21 12:00:05 +00:00, and sent back at 2026-11-21 14:00:00 +00:00");
  }

  @Test
  void aDelayIsShown() {
    assertThat(tell("en", outcome("m").deferred(5).accepted(3605).delivered()))
        .contains("From the first attempt to the acceptance: 1 h 5 s.")
        .contains("mail client: cannot be seen from here")
        .doesNotContain("whose side");
  }

  @Test
  void aTooLargeMessageHasItsSize() {
    Send send = Send.builder("m", "alice@docomo.test", at(0)).size(12_345_678).build();
    assertThat(tell("en", outcome("m").bounced(Reason.EMAIL_TOO_LARGE, 1), send))
        .contains("The message had 12,345,678 bytes.");
  }

  @Test
  void saysWhatTheServerAnnounced() {
    String large = "552 5.3.4 Message size exceeds fixed limit of 10485760 bytes";
    String often =
        "421 4.7.28 Unusual rate of mail from your DKIM domain. Try again in 600 seconds";
    String listed = "550 5.7.1 blocked, see https://list.test/?ip=192.0.2.1";

    assertThat(tell("en", outcome("m").replied(large).bounced(Reason.EMAIL_TOO_LARGE, 1)))
        .contains("takes messages of up to 10,485,760 bytes.");
    assertThat(tell("en", outcome("m").replied(often).expired(Reason.RATE_LIMITED, 1)))
        .contains("asks to wait 10 min before", "What it limits or blocks is the DKIM domain.");
    assertThat(tell("ja", outcome("m").replied(listed).bounced(Reason.BLOCKED, 1)))
        .contains("受信側が示しているページ: https://list.test/?ip=192.0.2.1");
  }

  @Test
  void saysHowABounceWasMatchedAndWhereForwardingFailed() {
    Outcome outcome =
        outcome("m")
            .naming("x@y.test")
            .matchedBy(MatchedBy.ENVELOPE_ID)
            .bounced(Reason.USER_UNKNOWN, 1);
    assertThat(tell("en", outcome))
        .contains("The bounce names x@y.test", "found by its envelope id", "The address itself is");
  }

  @Test
  void anAddressHasItsHealthAndHistory() {
    RecipientHealth health =
        RecipientHealth.builder("alice@docomo.test", at(9), RecipientHealth.Change.SUPPRESSED)
            .deadCount(1)
            .suppressed(true)
            .because(List.of(new RecipientHealth.Failure("m", at(8), Reason.USER_UNKNOWN, true)))
            .build();
    RecipientExplanation recipient =
        new Explainer(Address.DEFAULT, KNOWLEDGE)
            .recipient("alice@docomo.test", new History(List.of(health), 0));
    assertThat(print("en", new Explanation("alice@docomo.test", recipient, List.of())))
        .startsWith("alice@docomo.test\nSuppressed: do not send to it.\n")
        .contains("Failures that count: 1 of a dead address, 0 others.\n")
        .contains("2026-11-21 12:00:09 +00:00  suppressed      m\n");
  }

  @Test
  void whatCameBackForMailThatWasNotSentIsExplained() {
    RecipientExplanation recipient =
        new RecipientExplanation(
            "alice@docomo.test",
            null,
            List.of(new TimelineEntry(at(1), TimelineEntry.Kind.UNMATCHED, "550 5.1.1")),
            0);
    assertThat(print("en", new Explanation("alice@docomo.test", recipient, List.of())))
        .startsWith("alice@docomo.test\nNothing counts against it.\nBounces came back for mail")
        .contains("not known here, or no longer: 1.")
        .contains("2026-11-21 12:00:01 +00:00  unmatched       550 5.1.1\n");
  }

  @Test
  void anAutomaticReplyShowsThatTheMailboxHasIt() {
    Outcome answered = outcome("m").accepted(1).answered(60).delivered();
    assertThat(tell("en", answered))
        .contains("it has most likely arrived: the mailbox answered by itself\n")
        .contains("mail client: mailbox answered by itself\n")
        .contains("The automatic reply came at 2026-11-21 12:01:00 +00:00.")
        .doesNotContain("cannot be seen from here");
  }

  @Test
  void whatStrangersWroteDoesNotSteerTheTerminal() {
    assertThat(tell("en", outcome("m\u001b[2J").to("@|red a|@b@c.test").accepted(1).delivered()))
        .contains("m\uFFFD[2J -> @|red a|@b@c.test")
        .doesNotContain("\u001b");
  }

  private static String tell(String language, Outcome outcome, Object... others) {
    List<Object> all = new ArrayList<>(List.of(others));
    all.add(outcome);
    MessageExplanation message =
        new Explainer(Address.DEFAULT, KNOWLEDGE)
            .message(
                new History(all, 0),
                outcome.messageId(),
                Address.DEFAULT.normal(outcome.recipient()));
    return print(language, new Explanation("m", null, List.of(message)));
  }

  private static String print(String language, Explanation explanation) {
    return ExplainProbe.text(explanation, language);
  }
}
