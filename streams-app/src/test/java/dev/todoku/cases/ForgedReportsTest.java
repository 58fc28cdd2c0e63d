package dev.todoku.cases;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.evidence.EvidenceRules;
import dev.todoku.evidence.VerpTokens;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stranger can write to a bounce address: without effect, but for the grade. */
class ForgedReportsTest {
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final String DOCOMO = "mail.docomo.ne.jp [203.0.113.5]";
  private static final String RANDOM = "7b1c53a8-8a1f-4b5e-9c63-0e5f6d2a4b19@shop.example";
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final VerpTokens TOKENS = new VerpTokens("0123456789abcdef0123456789abcdef");
  private static final EvidenceRules WITH_TOKENS =
      new EvidenceRules(
          Set.of(),
          Set.of(),
          Set.copyOf(EvidenceRules.USUAL_FEEDBACK_SOURCES),
          Optional.of(TOKENS));

  @TempDir Path dir;
  private Scene scene;

  @AfterEach
  void close() {
    scene.close();
  }

  private void open() {
    scene = new Scene(dir, WITH_TOKENS);
  }

  @Test
  void aBounceThatNamesNoMessageDoesNotSuppressWhoTookMailYesterday() {
    open();
    CaseMail mail = CaseMail.to(HANAKO, 1).accepted(scene, at("09:00"));
    scene.returned(ReturnedMail.forged(HANAKO).dsn(at("09:00") + DAY), at("09:00") + DAY);

    assertThatOnlyTheGradeChanged(mail);
  }

  @Test
  void sixOfThemDoNotEither() {
    open();
    CaseMail mail = null;
    for (int i = 0; i < 6; i++) {
      mail = CaseMail.to(HANAKO, i).accepted(scene, at("09:00") + i * DAY);
      long time = at("15:00") + i * DAY;
      scene.returned(ReturnedMail.forged(HANAKO).dsn(time), time);
      scene.returned(
          ReturnedMail.forged(HANAKO).naming(mail.messageId()).dsn(time + 1_000), time + 1_000);
    }

    assertThatOnlyTheGradeChanged(mail);
  }

  @Test
  void aNewslettersMessageIdSuppressesNoneOfItsReaders() {
    open();
    newsletter(at("09:00"), HANAKO, "taro@docomo.ne.jp", "jiro@yahoo.co.jp");
    scene.returned(ReturnedMail.forged(HANAKO).naming(RANDOM).dsn(at("10:00")), at("10:00"));
    scene.returned(
        ReturnedMail.forged("jiro@yahoo.co.jp").naming(RANDOM).complaint(at("10:01")), at("10:01"));

    assertThat(outcome(RANDOM, HANAKO).status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome(RANDOM, HANAKO).evidence()).isEqualTo(EvidenceGrade.UNPROVEN);
    assertThat(outcome(RANDOM, "jiro@yahoo.co.jp").complainedAt()).isZero();
    assertThat(outcome(RANDOM, "jiro@yahoo.co.jp").evidence()).isEqualTo(EvidenceGrade.UNPROVEN);
    assertThat(scene.published(RecipientHealth.class)).isEmpty();
    assertThat(scene.incidents()).isEmpty();
  }

  @Test
  void aMessageIdThatTurnsOutToBeSharedProvesNothingAnyMore() {
    open();
    newsletter(at("09:00"), HANAKO);
    scene.returned(ReturnedMail.forged(HANAKO).naming(RANDOM).dsn(at("09:02")), at("09:02"));
    assertThat(outcome(RANDOM, HANAKO).status()).isEqualTo(Status.BOUNCED);
    assertThat(lastHealth().suppressed()).isTrue();

    newsletter(at("09:05"), "taro@docomo.ne.jp");
    scene.silence(Duration.ofHours(2));

    assertThat(outcome(RANDOM, HANAKO).status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome(RANDOM, HANAKO).evidence()).isEqualTo(EvidenceGrade.UNPROVEN);
    assertThat(lastHealth().suppressed()).isFalse();
  }

  @Test
  void aGuessedVerpTokenProvesNothing() {
    open();
    String token = "bounce+hanako=docomo.ne.jp@shop.example";
    CaseMail mail = CaseMail.to(HANAKO, 1);
    send(mail.messageId(), HANAKO, token, at("09:00"));
    scene.happens(mail.delivery(at("09:00")));
    scene.returned(ReturnedMail.forged(HANAKO).to(token).dsn(at("10:00")), at("10:00"));

    assertThatOnlyTheGradeChanged(mail);
  }

  @Test
  void aTokenOfOursIsProof() {
    open();
    CaseMail mail = CaseMail.to(HANAKO, 1);
    String token = TOKENS.addressOf("bounce@shop.example", HANAKO, mail.messageId());
    send(mail.messageId(), HANAKO, token, at("09:00"));
    scene.happens(mail.delivery(at("09:00")));
    scene.returned(ReturnedMail.forged(HANAKO).to(token).dsn(at("10:00")), at("10:00"));
    scene.silence(Duration.ofMinutes(10));

    assertThat(scene.outcome(mail).status()).isEqualTo(Status.BOUNCED);
    assertThat(scene.outcome(mail).evidence()).isEqualTo(EvidenceGrade.PROVEN);
    assertThat(lastHealth().suppressed()).isTrue();
  }

  @Test
  void sixtyForgedBouncesRaiseNoAlarmAboutAProvider() {
    open();
    for (int i = 0; i < 135; i++) {
      CaseMail.to("r" + i + "@docomo.ne.jp", i).accepted(scene, at("09:00") + i * 5_000L);
    }
    for (int i = 0; i < 60; i++) {
      long time = at("09:15") + i * 2_000L;
      scene.returned(
          ReturnedMail.forged("r" + i + "@docomo.ne.jp")
              .naming("m" + i + "@shop.example")
              .dsn(time),
          time);
    }
    scene.silence(Duration.ofHours(1));

    assertThat(scene.incidents().keySet()).isSubsetOf(Cause.BACKSCATTER);
    assertThat(scene.published(RecipientHealth.class)).isEmpty();
    assertThat(scene.published(Outcome.class))
        .noneMatch(outcome -> outcome.status() == Status.BOUNCED)
        .filteredOn(outcome -> outcome.evidence() != null)
        .hasSize(60)
        .allMatch(outcome -> outcome.evidence() == EvidenceGrade.UNPROVEN);
  }

  @Test
  void anOrdinaryMailUnderTheSubjectOfABounceIsNoProof() {
    open();
    CaseMail mail = CaseMail.to(HANAKO, 1).accepted(scene, at("09:00"));
    scene.returned(ReturnedMail.forged(HANAKO).letter(at("10:00")), at("10:00"));
    scene.silence(Duration.ofMinutes(30));

    assertThat(scene.outcome(mail).status()).isEqualTo(Status.DELIVERED);
    assertThat(scene.outcome(mail).evidence()).isNotEqualTo(EvidenceGrade.PROVEN);
    assertThat(scene.published(RecipientHealth.class)).isEmpty();
  }

  @Test
  void onePlausibleBounceDoesNotSuppressNorDoTwoOfOneDay() {
    open();
    plausible(1, 0, at("10:00"));
    plausible(2, 0, at("10:01"));

    assertThat(scene.published(RecipientHealth.class)).isEmpty();
    assertThat(scene.outcome(CaseMail.to(HANAKO, 2)).status()).isEqualTo(Status.DELIVERED);
    assertThat(scene.outcome(CaseMail.to(HANAKO, 2)).evidence()).isEqualTo(EvidenceGrade.PLAUSIBLE);
  }

  @Test
  void aSecondPlausibleBounceOfAnotherDayCounts() {
    open();
    plausible(1, 0, at("10:00"));
    plausible(2, 1, at("10:01"));

    assertThat(lastHealth().suppressed()).isTrue();
    assertThat(lastHealth().because())
        .extracting(RecipientHealth.Failure::messageId)
        .containsExactly("m1@shop.example", "m2@shop.example");
  }

  @Test
  void aForgedBounceDoesNotHideAGenuineRefusal() {
    open();
    CaseMail mail = CaseMail.to(HANAKO, 1);
    send(mail.messageId(), HANAKO, null, at("09:00"));
    scene.returned(
        ReturnedMail.forged(HANAKO).naming(mail.messageId()).dsn(at("09:01")), at("09:01"));
    mail.refused(scene, at("09:02"), "550 5.1.1 User unknown");

    assertThat(scene.outcome(mail).status()).isEqualTo(Status.BOUNCED);
    assertThat(scene.outcome(mail).bouncedAt()).isEqualTo(at("09:02"));
    assertThat(lastHealth().suppressed()).isTrue();
  }

  private void plausible(int number, int day, long time) {
    CaseMail.to(HANAKO, number).accepted(scene, at("09:00") + day * DAY);
    scene.returned(
        ReturnedMail.forged(HANAKO)
            .from(DOCOMO)
            .naming("m" + number + "@shop.example")
            .dsn(time + day * DAY),
        time + day * DAY);
  }

  private void newsletter(long time, String... readers) {
    for (String reader : readers) {
      send(RANDOM, reader, null, time);
      scene.happens(Delivery.builder(RANDOM, reader, time).build());
    }
  }

  private void send(String messageId, String recipient, String envelopeId, long time) {
    scene.happens(
        Send.builder(messageId, recipient, time)
            .envelopeFrom(envelopeId == null ? "news@shop.example" : envelopeId)
            .envelopeId(envelopeId)
            .origin(new Origin(null, null, "shop.example", null, null))
            .build());
  }

  private Outcome outcome(String messageId, String recipient) {
    return scene.published(Outcome.class).stream()
        .filter(outcome -> outcome.messageId().equals(messageId))
        .filter(outcome -> outcome.recipient().equals(recipient))
        .reduce((a, b) -> b.revision() >= a.revision() ? b : a)
        .orElseThrow();
  }

  private RecipientHealth lastHealth() {
    return scene.published(RecipientHealth.class).stream().reduce((a, b) -> b).orElseThrow();
  }

  private void assertThatOnlyTheGradeChanged(CaseMail mail) {
    scene.silence(Duration.ofMinutes(30));
    Outcome outcome = scene.outcome(mail);
    assertThat(outcome.status()).isEqualTo(Status.DELIVERED);
    assertThat(outcome.bouncedAt()).isZero();
    assertThat(outcome.matchedBy()).isNull();
    assertThat(outcome.evidence()).isEqualTo(EvidenceGrade.UNPROVEN);
    assertThat(scene.published(RecipientHealth.class)).isEmpty();
    assertThat(scene.incidents()).isEmpty();
  }
}
