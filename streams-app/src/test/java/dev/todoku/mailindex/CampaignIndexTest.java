package dev.todoku.mailindex;

import static dev.todoku.mailindex.SampleMail.MINUTE;
import static dev.todoku.mailindex.SampleMail.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignIndexTest {
  private static final int MOST = 100_000;

  @TempDir Path dir;
  private IndexStore store;
  private MailIndex mails;
  private CampaignIndex campaigns;

  @BeforeEach
  void open() {
    store = IndexStore.open(dir);
    mails = new MailIndex(store, MOST);
    campaigns = new CampaignIndex(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void addsUpWhatBecameOfTheMailOfACampaign() {
    add(SampleMail.to("a", "taro@au.test").of("spring").accepted(NOON, NOON));
    add(SampleMail.to("b", "jiro@au.test").of("spring").unknown(NOON, NOON + 10 * MINUTE));
    add(SampleMail.to("c", "hana@docomo.test").of("spring").complained(NOON, NOON, NOON + MINUTE));
    add(SampleMail.to("d", "hana@docomo.test").of("summer").accepted(NOON, NOON));

    CampaignFigures spring = campaigns.find("spring").orElseThrow();
    assertThat(spring.total()).isEqualTo(3);
    assertThat(spring.byStatus()).isEqualTo(Map.of(Status.DELIVERED, 2L, Status.BOUNCED, 1L));
    assertThat(spring.byReason()).isEqualTo(Map.of(Reason.USER_UNKNOWN, 1L));
    assertThat(spring.complaints()).isEqualTo(1);
    assertThat(spring.fromDomain()).isEqualTo("shop.test");
    assertThat(spring.byProvider())
        .isEqualTo(
            Map.of(
                "au.test", new CampaignFigures.Counts(1, 1),
                "docomo.test", new CampaignFigures.Counts(1, 0)));
    assertThat(campaigns.slots("spring", 10))
        .extracting(CampaignIndex.Slot::time, CampaignIndex.Slot::counts)
        .containsExactly(
            tuple(NOON, new CampaignFigures.Counts(2, 0)),
            tuple(NOON + 10 * MINUTE, new CampaignFigures.Counts(0, 1)));
  }

  @Test
  void aMailThatComesBackCountsOnceAndAsFailed() {
    SampleMail mail = SampleMail.to("a", "taro@au.test").of("spring");
    add(mail.accepted(NOON, NOON));
    add(mail.unknown(NOON, NOON + 30 * MINUTE));

    CampaignFigures spring = campaigns.find("spring").orElseThrow();
    assertThat(spring.byStatus()).isEqualTo(Map.of(Status.BOUNCED, 1L));
    assertThat(spring.counts()).isEqualTo(new CampaignFigures.Counts(0, 1));
    assertThat(campaigns.slots("spring", 10))
        .extracting(CampaignIndex.Slot::time)
        .containsExactly(NOON + 30 * MINUTE);
  }

  @Test
  void theCampaignWithTheOldestLatestMailIsForgottenFirst() {
    for (int i = 0; i < CampaignIndex.KEPT; i++) {
      add(SampleMail.to("m" + i, "u@au.test").of("c" + i).accepted(NOON, NOON));
    }
    long later = NOON + 120 * MINUTE;
    add(SampleMail.to("again", "u@au.test").of("c0").accepted(later, later));
    add(SampleMail.to("new", "u@au.test").of("new").accepted(later, later));

    assertThat(campaigns.all()).hasSize(CampaignIndex.KEPT);
    assertThat(campaigns.find("c0")).isPresent();
    assertThat(campaigns.find("new")).isPresent();
    assertThat(campaigns.find("c1")).isEmpty();
    assertThat(campaigns.slots("c1", 10)).isEmpty();
  }

  private void add(Outcome outcome) {
    campaigns.add(mails.add(outcome));
    store.commit();
  }
}
