package dev.todoku.cases;

import static dev.todoku.cases.Answer.steps;
import static dev.todoku.cases.Traffic.MINUTE;
import static dev.todoku.cases.Traffic.known;
import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases in which the trouble is on the sending side. */
class SenderCasesTest {
  private static final long START = at("08:00");
  private static final long TROUBLE = at("08:30");
  private static final Scope SHOP = new Scope(null, null, "shop.example");

  @TempDir Path dir;
  private Scene scene;
  private Traffic traffic;

  @BeforeEach
  void open() {
    scene = new Scene(dir);
    traffic = new Traffic(scene);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void case15aQueueThatStandsIsOneIncidentThatEndsWhenItMoves() {
    for (int i = 0; i < 30; i++) {
      long time = START + i * MINUTE;
      traffic.announced(traffic.toNew("gmail.com"), time).accepted(scene, time + 1_000);
    }
    long stalled = START + 30 * MINUTE;
    CaseMail[] waiting = new CaseMail[30];
    for (int i = 0; i < 30; i++) {
      waiting[i] = traffic.announced(traffic.toNew("gmail.com"), stalled + i * MINUTE);
    }
    CaseMail asked = waiting[0];
    assertThat(scene.ask(asked).stoppedAt()).isEqualTo(Hop.SENDING_SERVER);
    assertThat(scene.ask(asked).adviceKey()).isEqualTo("NO_ANSWER_YET");
    for (int i = 0; i < 30; i++) {
      waiting[i].accepted(scene, stalled + 40 * MINUTE + i * 1_000);
    }
    traffic.ordinary("example.org", stalled + 41 * MINUTE, 3);

    List<Alert> alerts = scene.alerts(Cause.SILENT_LOSS);
    Alert open = alerts.get(0);
    assertThat(open.scope()).isEqualTo(new Scope(null, CaseMail.IP1, null));
    assertThat(open.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(open.evidence().failureType()).isEqualTo(FailureType.UNATTEMPTED_SENDS);
    assertThat(open.onset()).isEqualTo(stalled);
    assertThat(open.time()).isBetween(stalled + 11 * MINUTE, stalled + 20 * MINUTE);
    assertThat(steps(open)).startsWith("look-at-the-queue", "restart-delivery");
    assertThat(alerts.get(alerts.size() - 1).state()).isEqualTo(Alert.State.RESOLVED);
    assertThat(alerts).filteredOn(a -> a.state() == Alert.State.OPEN).hasSize(1);
    assertThat(scene.incidents()).containsOnlyKeys(Cause.SILENT_LOSS).containsValue(1L);
  }

  @Test
  void case16whatTodokuItselfHeldBackIsNoIncident() {
    for (int i = 0; i < 100; i++) {
      scene.happens(traffic.toNew("gmail.com").delivery(START + i * 10_000L));
    }
    for (int i = 0; i < 30; i++) {
      long time = START + (20 + i) * MINUTE;
      CaseMail mail = traffic.announced(traffic.toNew("gmail.com"), time);
      scene.happens(mail.suppressed(time));
    }
    traffic.ordinary("example.org", START + 60 * MINUTE, 2);
    assertThat(scene.incidents()).isEmpty();
    assertThat(scene.alerts(Cause.BOUNCE_RATE)).isEmpty();
  }

  @Test
  void case19onlyTheOwnDomainFailsAsUnknown() {
    traffic.ordinary("gmail.com", START, 30);
    CaseMail last = null;
    for (int i = 0; i < 40; i++) {
      long time = TROUBLE + i * MINUTE;
      last = traffic.next("staff" + i + "@shop.example");
      last.keptLocal(scene, time, "staff" + i);
      scene.happens(traffic.next(known(i) + "@gmail.com").delivery(time));
    }
    Answer.assertAnswer(
        scene.ask(last),
        Reason.USER_UNKNOWN,
        Fault.SENDER_SYSTEM,
        Hop.SENDING_SERVER,
        "OWN_DOMAIN");
    Alert local = scene.alerts(Cause.LOCAL_MISCONFIGURATION).get(0);
    assertThat(local.scope()).isEqualTo(SHOP);
    assertThat(local.severity()).isEqualTo(Severity.PAUSE);
    assertThat(steps(local)).startsWith("remove-local-delivery", "check-hosting-panel");
  }

  @Test
  void case21mailThatFailsAuthenticationAtSeveralProviders() {
    traffic.ordinary("gmail.com", START, 30);
    traffic.ordinary("outlook.jp", START, 30);
    CaseMail last = null;
    for (int i = 0; i < 30; i++) {
      long time = TROUBLE + i * MINUTE;
      last =
          traffic
              .next(known(i) + "@gmail.com")
              .refused(
                  scene,
                  time,
                  "550 5.7.26 Your email has been blocked because the sender is"
                      + " unauthenticated. Gmail requires all senders to authenticate with SPF or DKIM",
                  "DATA");
      traffic
          .next(known(i) + "@outlook.jp")
          .refused(
              scene,
              time,
              "550 5.7.515 Access denied, sending domain shop.example does not"
                  + " meet the required authentication level",
              "DATA");
    }
    Answer.assertAnswer(
        scene.ask(last),
        Reason.AUTH_FAILURE,
        Fault.AUTHENTICATION,
        Hop.RECEIVING_SERVER,
        "AUTH_FAILURE");
    Alert failing = scene.alerts(Cause.AUTHENTICATION).get(0);
    assertThat(failing.scope()).isEqualTo(SHOP);
    assertThat(failing.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(steps(failing))
        .containsSubsequence(
            "google-sender-guidelines",
            "microsoft-bulk-rules",
            "publish-spf",
            "sign-with-own-domain",
            "publish-dmarc")
        .doesNotContain("yahoo-japan-authenticate");
    assertThat(scene.incidents()).doesNotContainKeys(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK);
  }

  @Test
  void case25botsFillAForm() {
    for (int i = 0; i < 60; i++) {
      long time = START + i * MINUTE;
      traffic
          .announced(traffic.toNew("gmail.com").stream("auto-reply"), time)
          .accepted(scene, time);
      scene.happens(traffic.next(known(i) + "@gmail.com").delivery(time + 500));
    }
    long abuse = START + 60 * MINUTE;
    for (int i = 0; i < 40; i++) {
      long time = abuse + i * MINUTE;
      for (String domain : List.of("gmail.com", "icloud.com")) {
        traffic
            .announced(traffic.toNew(domain).stream("auto-reply"), time)
            .refused(
                scene,
                time,
                "550 5.1.1 The email account that you tried to reach does not" + " exist");
      }
      scene.happens(traffic.next(known(i) + "@gmail.com").delivery(time + 500));
    }
    Alert form = scene.alerts(Cause.FORM_ABUSE).get(0);
    assertThat(form.scope()).isEqualTo(SHOP);
    assertThat(form.severity()).isEqualTo(Severity.PAUSE);
    assertThat(form.evidence().failureType()).isEqualTo(FailureType.UNKNOWN_FIRST_CONTACTS);
    assertThat(form.evidence().findings()).anyMatch(f -> "auto-reply".equals(f.value()));
    assertThat(steps(form))
        .containsSubsequence("stop-auto-replies", "add-a-challenge", "ask-for-removal");
    assertThat(scene.incidents()).doesNotContainKeys(Cause.IP_BLOCK, Cause.DOMAIN_BLOCK);
  }

  @Test
  void case28aSenderIsAdvisedAtFivePercentAndPausedAtTen() {
    for (int i = 0; i < 100; i++) {
      scene.happens(traffic.toNew("gmail.com").delivery(START + i * 30_000L));
    }
    long bad = START + 50 * MINUTE;
    for (int i = 0; i < 12; i++) {
      traffic.toNew("gmail.com").refused(scene, bad + i * MINUTE, "550 5.1.1 No such user");
    }
    traffic.ordinary("example.org", bad + 12 * MINUTE, 2);
    List<Alert> alerts = scene.alerts(Cause.BOUNCE_RATE);
    assertThat(alerts).extracting(Alert::severity).containsExactly(Severity.ADVICE, Severity.PAUSE);
    assertThat(alerts).extracting(Alert::scope).containsOnly(SHOP);
    assertThat(alerts.get(1).evidence().attempts()).isGreaterThanOrEqualTo(100);
    assertThat(steps(alerts.get(1))).startsWith("hold-worst-campaign", "remove-dead-addresses");
  }

  @Test
  void case28and35complaintsAreCountedForTheSender() {
    for (int i = 0; i < 1_000; i++) {
      CaseMail mail = traffic.toNew("yahoo.com");
      scene.happens(mail.delivery(START + i * 1_000L));
      if (i % 250 == 0) {
        long time = START + 20 * MINUTE + i;
        scene.happens(new Complaint(mail.messageId(), mail.recipient(), time, "abuse"));
      }
    }
    traffic.ordinary("example.org", START + 25 * MINUTE, 2);
    Alert complaints = scene.alerts(Cause.COMPLAINT_RATE).get(0);
    assertThat(complaints.scope()).isEqualTo(SHOP);
    assertThat(complaints.severity()).isEqualTo(Severity.PAUSE);
    assertThat(complaints.evidence().failures()).isEqualTo(4);
    assertThat(steps(complaints)).contains("unsubscribe-complainers", "make-leaving-easy");
  }

  @Test
  void case29farMoreThanUsualIsWarnedOfBeforeAnythingFails() {
    for (int hour = 0; hour < 50; hour++) {
      for (int i = 0; i < 6; i++) {
        long time = at("00:00") + (hour * 60L + i) * MINUTE;
        scene.happens(traffic.toNew("docomo.ne.jp").delivery(time));
      }
    }
    long surge = at(2, "03:00");
    for (int i = 0; i < 600; i++) {
      scene.happens(traffic.toNew("docomo.ne.jp").delivery(surge + i * 900L));
    }
    traffic.ordinary("example.org", surge + 10 * MINUTE, 2);
    Alert warning = scene.alerts(Cause.VOLUME_SURGE).get(0);
    assertThat(warning.scope()).isEqualTo(new Scope("docomo", CaseMail.IP1, null));
    assertThat(warning.severity()).isEqualTo(Severity.ADVICE);
    assertThat(steps(warning)).containsSubsequence("was-it-meant", "spread-it");
    assertThat(scene.incidents()).containsOnlyKeys(Cause.VOLUME_SURGE);
  }

  @Test
  void case33aFloodOfForgedBouncesIsOneIncidentAndMovesNoCount() {
    traffic.ordinary("gmail.com", START, 30);
    for (int i = 0; i < 120; i++) {
      String victim = "victim" + i + "@gmail.com";
      scene.happens(
          CaseMail.to(victim, 50_000 + i)
              .bounceMessage(
                  TROUBLE + i * 10_000L, victim, Reason.USER_UNKNOWN, "550 5.1.1 Unknown"));
    }
    traffic.ordinary("gmail.com", TROUBLE + 20 * MINUTE, 60);
    Alert flood = scene.alerts(Cause.BACKSCATTER).get(0);
    assertThat(flood.scope()).isEqualTo(SHOP);
    assertThat(flood.severity()).isEqualTo(Severity.ADVICE);
    assertThat(flood.evidence().failureType()).isEqualTo(FailureType.UNMATCHED_BOUNCES);
    assertThat(flood.evidence().samples()).hasSize(5);
    assertThat(flood.onset()).isEqualTo(TROUBLE);
    assertThat(flood.time()).isLessThan(TROUBLE + 40 * MINUTE);
    assertThat(steps(flood)).startsWith("do-not-count", "publish-dmarc");
    assertThat(scene.incidents()).containsOnlyKeys(Cause.BACKSCATTER).containsValue(1L);
    assertThat(scene.published(RecipientHealth.class)).isEmpty();
  }
}
