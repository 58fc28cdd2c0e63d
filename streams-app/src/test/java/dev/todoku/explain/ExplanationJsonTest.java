package dev.todoku.explain;

import static dev.todoku.explain.SampleOutcome.at;
import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.fact.FactEvidence;
import dev.todoku.dns.fact.SenderCheck;
import dev.todoku.dns.fact.SenderInOrder;
import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Address;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Text;
import dev.todoku.wire.QueueSnapshot;
import dev.todoku.wire.WaitingMail;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExplanationJsonTest {
  private static final Knowledge KNOWLEDGE = Knowledge.load();
  private static final Explainer EXPLAINER = new Explainer(Address.DEFAULT, KNOWLEDGE);
  private static final String RECIPIENT = "alice@docomo.test";

  private long othersAccepted;
  private long othersEnded;
  private int timesAsked;
  private SenderInOrder inOrder = SenderInOrder.NOTHING;
  private WaitingMail waiting;
  private long goneAt;

  @Test
  void aMailWithoutAnEndIsInTheQueueWhereItsServerSaysSo() {
    String why = "connect to mx.docomo.test[192.0.2.9]:25: Connection timed out";
    waiting = new WaitingMail("4jX", RECIPIENT, false, at(0), why);
    assertThat(message(outcome("m").sent()).at("/notes/0").asString())
        .isEqualTo(
            "Still in the queue of mx1 at 2026-11-21 12:10:00 +00:00, since 2026-11-21 12:00:00"
                + " +00:00: "
                + why);
    assertThat(message(outcome("m").deferred(30).waiting(Reason.NETWORK_ERROR)).at("/notes/0"))
        .isEqualTo(message(outcome("m").sent()).at("/notes/0"));
    waiting = new WaitingMail("4jX", RECIPIENT, true, at(0), null);
    assertThat(message(outcome("m").sent()).at("/notes/0").asString()).startsWith("On hold in");
  }

  @Test
  void aMailThatLeftTheQueueWithoutALineIsSaidToBeGone() {
    waiting = new WaitingMail("4jX", RECIPIENT, false, at(0), null);
    goneAt = at(660);
    Outcome deferred = outcome("m").deferred(630).waiting(Reason.NETWORK_ERROR);
    assertThat(message(deferred).at("/notes/0").asString())
        .startsWith(
            "Gone from the queue of mx1: seen there at 2026-11-21 12:10:00 +00:00, not any more at"
                + " 2026-11-21 12:11:00 +00:00, and the log does not say why.");
    assertThat(notes(outcome("m").deferred(661).waiting(Reason.NETWORK_ERROR)))
        .noneMatch(note -> note.contains("queue of"));
    assertThat(notes(outcome("m").accepted(700).delivered()))
        .noneMatch(note -> note.contains("queue of"));
  }

  @Test
  void theQueueSaysNothingOfAMailThatHasEndedOrThatWasHeardOfSince() {
    waiting = new WaitingMail("4jX", RECIPIENT, false, at(0), null);
    assertThat(notes(outcome("m").accepted(1).delivered()))
        .noneMatch(note -> note.contains("queue of"));
    assertThat(notes(outcome("m").deferred(601).waiting(Reason.NETWORK_ERROR)))
        .noneMatch(note -> note.contains("queue of"));
  }

  private List<String> notes(Outcome outcome) {
    List<String> notes = new ArrayList<>();
    message(outcome).at("/notes").forEach(note -> notes.add(note.asString()));
    return notes;
  }

  @Test
  void whereOthersGotTheirsTheRecipientsSettingsComeFirst() {
    othersAccepted = 38;
    othersEnded = 41;
    JsonNode message = message(outcome("m").bounced(Reason.POLICY_VIOLATION, 1));
    assertThat(message.at("/others/accepted").asInt()).isEqualTo(38);
    assertThat(message.at("/others/ended").asInt()).isEqualTo(40);
    assertThat(message.at("/others/said").asString())
        .startsWith("Within half an hour of it, 38 of 40 other mails to docomo.test were accepted.")
        .endsWith("this address or this mail alone.");
    assertThat(message.at("/steps/0/id").asString()).isEqualTo("others-get-it");
    assertThat(message.at("/steps/1/id").asString()).isEqualTo("read-the-policy");
  }

  @Test
  void whereOthersAreRefusedAsWellNothingIsSaidOfTheRecipientsSettings() {
    othersAccepted = 3;
    othersEnded = 41;
    JsonNode message = message(outcome("m").bounced(Reason.BLOCKED, 1));
    assertThat(message.at("/others/said").asString()).endsWith("many others are refused as well.");
    assertThat(message.at("/steps/0/id").asString()).isEqualTo("look-at-the-lists");
  }

  @Test
  void othersSayNothingOfAnAddressThatDoesNotExist() {
    othersAccepted = 38;
    othersEnded = 41;
    assertThat(message(outcome("m").bounced(Reason.USER_UNKNOWN, 1)).has("others")).isFalse();
    assertThat(message(outcome("m").accepted(1).delivered()).has("others")).isFalse();
  }

  @Test
  void othersSayWhetherAFilterIsOneRecipientsOwn() {
    othersAccepted = 40;
    othersEnded = 41;
    assertThat(message(outcome("m").bounced(Reason.FILTERED, 1)).at("/others/said").asString())
        .contains("40 of 40");
    othersAccepted = 1;
    assertThat(message(outcome("m").bounced(Reason.FILTERED, 1)).at("/others/said").asString())
        .endsWith("many others are refused as well.");
  }

  @Test
  void whatTheDnsShowsOfASenderIsAskedOnceForAMail() {
    message(outcome("m").bounced(Reason.AUTH_FAILURE, 1));
    assertThat(timesAsked).isEqualTo(1);
  }

  @Test
  void aRefusalForItsSenderHasWhatTheDnsShowsOfTheSender() {
    JsonNode refused = message(outcome("m").bounced(Reason.AUTH_FAILURE, 1));
    assertThat(refused.at("/dns/0/said").asString()).isEqualTo("shop.test 192.0.2.1");
    assertThat(refused.at("/dns/0/publish").asString()).isEqualTo("shop.test. TXT \"v=spf1\"");
    assertThat(message(outcome("m").bounced(Reason.MAILBOX_FULL, 1)).path("dns")).isEmpty();
    assertThat(message(outcome("m").accepted(1).delivered()).path("dns")).isEmpty();
  }

  @Test
  void whatTheDnsShowsToBeInOrderNobodyIsAskedToMend() {
    Outcome refused = outcome("m").bounced(Reason.AUTH_FAILURE, 1);
    assertThat(steps(message(refused)))
        .containsExactly("publish-spf", "sign-with-own-domain", "publish-dmarc");
    inOrder = new SenderInOrder(EnumSet.of(SenderCheck.SPF), at(0));
    assertThat(steps(message(refused))).containsExactly("sign-with-own-domain", "publish-dmarc");
    inOrder =
        new SenderInOrder(EnumSet.of(SenderCheck.SPF, SenderCheck.DKIM, SenderCheck.DMARC), at(0));
    assertThat(steps(message(refused)))
        .containsExactly("sign-with-own-domain", "resend-what-is-mended");
    assertThat(message(refused).path("notes").toString())
        .contains(
            "In the DNS these are in order as of 2026-11-21 12:00:00 +00:00: SPF, DKIM, DMARC.");
    assertThat(message(outcome("m").bounced(Reason.MAILBOX_FULL, 1)).path("notes").toString())
        .doesNotContain("in order");
  }

  @Test
  void aLetterToTheCustomerSaysWhichPartOfTheAddressIsWrong() {
    assertThat(letter(outcome("m").to("a@gmial.com").bounced(Reason.HOST_UNKNOWN, 1)))
        .contains("after the @ (gmial.com)")
        .contains("on 21 November 2026 at 12:00");
    assertThat(letter(outcome("m").bounced(Reason.USER_UNKNOWN, 1)))
        .contains("this address does not exist");
    assertThat(letter(outcome("m").bounced(Reason.MAILBOX_FULL, 1))).contains("mailbox is full");
  }

  private String letter(Outcome outcome) {
    return message(outcome).at("/letters/customer").asString();
  }

  @Test
  void whatTheOtherSideNeverSawIsNotAskedOfItsAdministrator() {
    assertThat(letters(outcome("m").to("a@gmial.com").bounced(Reason.HOST_UNKNOWN, 1)))
        .isEqualTo(List.of("customer"));
    assertThat(letters(outcome("m").bounced(Reason.MAILBOX_FULL, 1)))
        .isEqualTo(List.of("customer", "administrator"));
  }

  @Test
  void aFullMailboxThatIsSuppressedIsReactivatedBeforeMailIsSentAgain() {
    Outcome full = outcome("m").bounced(Reason.MAILBOX_FULL, 1);
    assertThat(steps(message(full))).containsExactly("clear-space", "resend-when-cleared");
    assertThat(steps(message(full, suppressed())))
        .containsExactly("clear-space", "resend-when-cleared", "lift-before-resending");
  }

  @Test
  void anAddressThatTookMailSinceIsNotCalledDeadForAnEarlierRefusal() {
    JsonNode earlier =
        message(
            outcome("m").bounced(Reason.USER_UNKNOWN, 1),
            outcome("later").accepted(3_600).delivered());
    assertThat(earlier.path("situation").asString()).isEqualTo("TAKEN_SINCE");
    assertThat(earlier.at("/outcome/addressIsDead").asBoolean()).isFalse();
    assertThat(earlier.path("verdict").asString()).endsWith("no such user (whose side: not known)");
    assertThat(steps(earlier)).containsExactly("resend-if-needed");
    assertThat(earlier.path("notes").toString())
        .contains("accepted another mail at 2026-11-21 13:00:00 +00:00, after this one");
  }

  @Test
  void afterSomebodyLetMailPassAgainNobodyIsAskedWhetherTheAddressIsRight() {
    Outcome refused = outcome("m").bounced(Reason.USER_UNKNOWN, 1);
    JsonNode reset = message(refused, reset(at(60)));
    assertThat(reset.path("situation").asString()).isEqualTo("RESET_SINCE");
    assertThat(reset.at("/outcome/addressIsDead").asBoolean()).isFalse();
    assertThat(steps(reset)).containsExactly("resend-if-needed");
    assertThat(reset.path("notes").toString()).contains("pass again at 2026-11-21 12:01:00 +00:00");
    JsonNode resetBefore = message(refused, reset(at(0)));
    assertThat(steps(resetBefore)).startsWith("ask-for-the-address");
  }

  private static RecipientHealth reset(long time) {
    return RecipientHealth.builder(RECIPIENT, time, RecipientHealth.Change.RESET)
        .note("Sato: called")
        .build();
  }

  @Test
  void whenTheAddressLastTookMailIsSaidWithItsDate() {
    JsonNode later =
        message(
            outcome("m").bounced(Reason.BLOCKED, 3_600), outcome("old").accepted(60).delivered());
    assertThat(later.path("notes").toString())
        .contains("The address last accepted mail at 2026-11-21 12:01:00 +00:00.");
  }

  @Test
  void anUnsubscriptionProvesThatTheMailArrived() {
    JsonNode left = message(outcome("m").accepted(1).unsubscribed(60).delivered());
    assertThat(left.path("situation").asString()).isEqualTo("UNSUBSCRIBED");
    assertThat(left.path("verdict").asString())
        .isEqualTo("it arrived, and the recipient unsubscribed by it");
  }

  @Test
  void mailThatWasHeldBackIsNotCalledRefused() {
    JsonNode held = message(outcome("m").bounced(Reason.SUPPRESSED, 1), suppressed());
    assertThat(held.at("/timeline/1/kind").asString()).isEqualTo("WITHHELD");
    assertThat(held.path("notes").toString()).doesNotContain("The address is suppressed");
  }

  private static List<String> steps(JsonNode message) {
    return message.path("steps").valueStream().map(step -> step.path("id").asString()).toList();
  }

  private List<String> letters(Outcome outcome) {
    return List.copyOf(message(outcome).path("letters").propertyNames());
  }

  private static RecipientHealth suppressed() {
    return RecipientHealth.builder(RECIPIENT, at(9), RecipientHealth.Change.SUPPRESSED)
        .softCount(3)
        .suppressed(true)
        .build();
  }

  private JsonNode message(Outcome outcome, Object... others) {
    List<Object> all = new ArrayList<>(List.of(others));
    all.add(outcome);
    MessageExplanation message =
        EXPLAINER.message(
            new History(all, 0), outcome.messageId(), Address.DEFAULT.normal(outcome.recipient()));
    String json =
        new ExplanationJson(
                ExplanationWords.of("en", ZoneOffset.UTC), KNOWLEDGE, Playbook.load(), sources())
            .of(new Explanation("m", null, List.of(message)));
    return JsonMapper.shared().readTree(json).at("/messages/0");
  }

  private AnswerSources sources() {
    return new AnswerSources() {
      @Override
      public Collection<Alert> incidents() {
        return List.of();
      }

      @Override
      public SenderDns dns(String fromDomain, String sourceIp) {
        timesAsked++;
        String who = fromDomain + ' ' + sourceIp;
        FactEvidence wrong =
            new FactEvidence(
                List.of(
                    new FactEvidence.Piece(
                        "SPF_DOES_NOT_PASS",
                        "TXT " + fromDomain,
                        new Text(who, who),
                        null,
                        "shop.test. TXT \"v=spf1\"",
                        null,
                        false)));
        return new SenderDns(wrong, inOrder);
      }

      @Override
      public Optional<OthersFared> others(String provider, long time) {
        return othersEnded == 0
            ? Optional.empty()
            : Optional.of(new OthersFared(othersAccepted, othersEnded));
      }

      @Override
      public Optional<QueueSnapshot.Found> waiting(String queueId, String recipient) {
        return Optional.ofNullable(waiting)
            .filter(mail -> mail.queueId().equals(queueId) && mail.recipient().equals(recipient))
            .map(mail -> new QueueSnapshot.Found("mx1", at(600), goneAt, mail));
      }
    };
  }
}
