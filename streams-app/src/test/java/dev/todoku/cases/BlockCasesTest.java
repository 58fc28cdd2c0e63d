package dev.todoku.cases;

import static dev.todoku.cases.Answer.steps;
import static dev.todoku.cases.Traffic.MINUTE;
import static dev.todoku.cases.Traffic.known;
import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases in which a provider refuses. */
class BlockCasesTest {
  private static final long START = at("08:00");
  private static final long BLOCK = at("08:40");

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
  void case7manyKnownRecipientsUnknownAtOnceAreAHiddenBlockAndAreReleased() {
    traffic.ordinary("docomo.ne.jp", START, 40);
    traffic.next("new@docomo.ne.jp").refused(scene, BLOCK, "550 Unknown user new");
    for (int i = 0; i < 20; i++) {
      long time = BLOCK + i * MINUTE;
      String name = known(i);
      traffic.next(name + "@docomo.ne.jp").refused(scene, time, "550 Unknown user " + name);
      traffic.next("other" + i + "@docomo.ne.jp").by(CaseMail.MX2).accepted(scene, time + 1_000);
    }
    traffic.ordinary("gmail.com", BLOCK + 20 * MINUTE, 2);

    Alert block = scene.alerts(Cause.IP_BLOCK).get(0);
    assertThat(block.scope()).isEqualTo(new Scope("docomo", CaseMail.IP1, null));
    assertThat(block.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(block.evidence().failureType()).isEqualTo(FailureType.MASKED_REFUSALS);
    assertThat(block.onset()).isBetween(BLOCK - MINUTE, BLOCK + MINUTE);
    assertThat(steps(block)).startsWith("docomo-sender-rules", "docomo-slow-down");
    assertThat(steps(block)).contains("resend-later");
    Map<String, RecipientHealth> last = new HashMap<>();
    scene.published(RecipientHealth.class).forEach(h -> last.put(h.recipient(), h));
    assertThat(last.get("new@docomo.ne.jp").change()).isEqualTo(RecipientHealth.Change.RELEASED);
    assertThat(last.values()).noneMatch(RecipientHealth::suppressed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "docomo.ne.jp  | docomo      | docomo-sender-rules      | 550 5.7.1 Service refused",
        "outlook.jp    | microsoft   | microsoft-snds           | 550 5.7.1 block list (S3140)"
      })
  void case23aBlockOfAnIpHasTheProvidersOwnWayOut(
      String domain, String provider, String firstStep, String reply) {
    refusedByIp(domain, reply);
    Alert block = scene.alerts(Cause.IP_BLOCK).get(0);
    assertThat(block.scope()).isEqualTo(new Scope(provider, CaseMail.IP1, null));
    assertThat(block.evidence().failureType()).isEqualTo(FailureType.REFUSALS);
    assertThat(block.evidence().samples()).hasSize(5);
    assertThat(block.evidence().samples().get(0).reply().text()).contains(reply.substring(10));
    assertThat(steps(block)).startsWith(firstStep).contains("check-blocklists", "move-urgent-mail");
    assertThat(scene.incidents()).containsOnlyKeys(Cause.IP_BLOCK).containsValue(1L);
  }

  @Test
  void case23aListThatTheReplyNames() {
    refusedByIp("example.co.jp", "554 5.7.1 blocked using zen.spamhaus.org; 192.0.2.10 is listed");
    Alert listed = scene.alerts(Cause.DNS_LIST).get(0);
    assertThat(listed.scope().sourceIp()).isEqualTo(CaseMail.IP1);
    assertThat(listed.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(listed.evidence().findings()).anyMatch(f -> "Spamhaus".equals(f.value()));
    assertThat(steps(listed))
        .containsSubsequence("find-the-list", "remove-the-cause", "ask-for-removal");
  }

  @Test
  void case26yesterdaysSuccessDoesNotContradictABlockOfHalfTheMail() {
    refusedByIp("docomo.ne.jp", "550 5.7.1 refused", 2);
    Alert block = scene.alerts(Cause.IP_BLOCK).get(0);
    assertThat(block.onset()).isBetween(BLOCK - MINUTE, BLOCK + 3 * MINUTE);
    assertThat(block.evidence().failures()).isLessThan(block.evidence().attempts());
  }

  @Test
  void case27oneCampaignIsRefusedForItsContentAndOthersGoOn() {
    traffic.ordinary("yahoo.co.jp", START, 40);
    for (int i = 0; i < 30; i++) {
      long time = BLOCK + i * MINUTE;
      traffic
          .announced(traffic.toNew("yahoo.co.jp").campaign("spring"), time)
          .refused(scene, time, "554 5.7.1 Message rejected as spam by content filtering", "DATA");
      traffic
          .announced(traffic.next(known(i) + "@yahoo.co.jp").campaign("weekly"), time)
          .accepted(scene, time + 1_000);
    }
    traffic.ordinary("gmail.com", BLOCK + 30 * MINUTE, 2);
    Alert content = scene.alerts(Cause.CONTENT_BLOCK).get(0);
    assertThat(content.scope().provider()).isEqualTo("yahoo-japan");
    assertThat(content.severity()).isEqualTo(Severity.PAUSE);
    assertThat(content.evidence().findings()).anyMatch(f -> "spring".equals(f.value()));
    assertThat(steps(content)).startsWith("stop-this-campaign", "check-links");
    assertThat(scene.incidents()).containsOnlyKeys(Cause.CONTENT_BLOCK);
  }

  @Test
  void case24aLimitOfRateAfterASurgeThatPassesOnRetry() {
    traffic.ordinary("gmail.com", START, 40);
    CaseMail[][] deferred = new CaseMail[40][6];
    for (int i = 0; i < 30; i++) {
      long time = BLOCK + i * MINUTE;
      for (int k = 0; k < 6; k++) {
        CaseMail mail = traffic.toNew("gmail.com");
        if (k < 4) {
          deferred[i][k] = mail.deferred(scene, time + k * 1_000, LIMITED);
        } else {
          mail.accepted(scene, time + k * 1_000);
        }
        if (i >= 6 && k < 4) {
          deferred[i - 6][k].accepted(scene, time + 30_000 + k);
        }
      }
    }
    traffic.ordinary("docomo.ne.jp", BLOCK + 30 * MINUTE, 2);
    Alert limit = scene.alerts(Cause.RATE_LIMITING).get(0);
    assertThat(limit.scope()).isEqualTo(new Scope("google", CaseMail.IP1, null));
    assertThat(limit.severity()).isEqualTo(Severity.ADVICE);
    assertThat(steps(limit))
        .containsSubsequence("google-postmaster-tools", "send-slower", "spread-the-campaign");
    assertThat(scene.incidents()).containsOnlyKeys(Cause.RATE_LIMITING);
  }

  private static final String LIMITED =
      "421 4.7.28 [192.0.2.10] Our system has detected an unusual rate of mail from your IP"
          + " address. To protect our users, mail has been temporarily rate limited";

  private void refusedByIp(String domain, String reply) {
    refusedByIp(domain, reply, 1);
  }

  /** One mail of {@code oneIn} is refused. */
  private void refusedByIp(String domain, String reply, int oneIn) {
    traffic.ordinary(domain, START, 40);
    for (int i = 0; i < 20; i++) {
      long time = BLOCK + i * MINUTE;
      for (int k = 0; k < oneIn; k++) {
        CaseMail mail = traffic.next(known(i) + "@" + domain);
        if (k == 0) {
          mail.refused(scene, time, reply);
        } else {
          scene.happens(mail.delivery(time + 2_000));
        }
      }
      scene.happens(
          traffic.next("other" + i + "@" + domain).by(CaseMail.MX2).delivery(time + 1_000));
    }
    traffic.ordinary("example.org", BLOCK + 20 * MINUTE, 2);
  }
}
