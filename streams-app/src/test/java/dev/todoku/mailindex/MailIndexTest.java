package dev.todoku.mailindex;

import static dev.todoku.mailindex.SampleMail.MINUTE;
import static dev.todoku.mailindex.SampleMail.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailIndexTest {
  private static final int MOST = 5;

  @TempDir Path dir;
  private IndexStore store;
  private MailIndex index;

  @BeforeEach
  void open() {
    store = IndexStore.open(dir);
    index = new MailIndex(store, MOST);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void mailIsFoundByQueueIdByPartOfItsAddressAndByItsSubject() {
    add(SampleMail.to("a", "hanako.sato@docomo.test").about("ご注文の確認").accepted(NOON, NOON));
    add(SampleMail.to("b", "taro@au.test").about("Password reset").refused(NOON, NOON));

    assertThat(ids(index.ofQueueId("Qa", 10))).containsExactly("a");
    assertThat(index.ofQueueId("Q", 10)).isEmpty();
    assertThat(ids(index.ofAddressPart("hanako", 10))).containsExactly("a");
    assertThat(ids(index.ofAddressPart("ＳＡＴＯ", 10))).containsExactly("a");
    assertThat(ids(index.ofAddressPart("hanako.sato@do", 10))).containsExactly("a");
    assertThat(ids(index.ofAddressPart("docomo", 10))).containsExactly("a");
    assertThat(ids(index.ofSubject("注文の", 10))).containsExactly("a");
    assertThat(ids(index.ofSubject("pass", 10))).containsExactly("b");
    assertThat(ids(index.ofSubject("word reset", 10))).containsExactly("b");
    assertThat(index.ofSubject("注文の取消", 10)).isEmpty();
  }

  @Test
  void ofAnAddressTheLatestMailIsShown() {
    add(SampleMail.to("old", "taro@au.test").accepted(NOON, NOON));
    add(SampleMail.to("new", "taro@au.test").refused(NOON + MINUTE, NOON + MINUTE));

    assertThat(ids(index.ofAddressPart("taro", 10))).containsExactly("new");
  }

  @Test
  void aMailThatComesBackIsTheSameMailAndFailed() {
    SampleMail mail = SampleMail.to("a", "taro@au.test");
    add(mail.accepted(NOON, NOON));
    MailChange change = add(mail.refused(NOON, NOON + MINUTE));

    assertThat(change.before().status()).isEqualTo(Status.DELIVERED);
    assertThat(change.after().status()).isEqualTo(Status.BOUNCED);
    assertThat(index.ofQueueId("Qa", 10)).containsExactly(change.after());
    assertThat(failed(NOON + MINUTE, NOON + 2 * MINUTE)).containsExactly("a");
    assertThat(failed(NOON, NOON + MINUTE)).isEmpty();
  }

  @Test
  void aPartOfWhatFailedOfACampaignIsReadInTheOrderInWhichItCame() {
    for (String id : List.of("a", "b", "c", "d")) {
      add(SampleMail.to(id, id + "@au.test").of("spring").refused(NOON, NOON));
    }
    add(SampleMail.to("e", "e@au.test").of("autumn").refused(NOON, NOON));

    assertThat(ids(index.failedOf("spring", 0, 2))).containsExactly("a", "b");
    assertThat(ids(index.failedOf("spring", 3, 2))).containsExactly("d");
    assertThat(index.failedOf("spring", 4, 2)).isEmpty();
    assertThat(index.failedOf("spring", 0, 0)).isEmpty();
  }

  @Test
  void aMailThatIsAcceptedInTheEndHasNotFailed() {
    SampleMail mail = SampleMail.to("a", "taro@au.test");
    add(mail.refused(NOON, NOON));
    add(mail.accepted(NOON, NOON + MINUTE));

    assertThat(failed(0, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void theOldestMailIsForgottenWithAllThatLeadsToIt() {
    for (int i = 0; i <= MOST; i++) {
      add(SampleMail.to("m" + i, "u" + i + "@au.test").about("Hello").refused(NOON + i, NOON + i));
    }

    assertThat(index.ofQueueId("Qm0", 10)).isEmpty();
    assertThat(ids(index.ofSubject("hello", 10))).containsExactly("m5", "m4", "m3", "m2", "m1");
    assertThat(failed(0, Long.MAX_VALUE)).containsExactly("m1", "m2", "m3", "m4", "m5");
    List<Long> numbers = new ArrayList<>();
    store.scan(
        IndexKey.of(IndexTable.WORD).bytes(),
        (key, value) -> numbers.add(Long.MAX_VALUE - IndexKey.lastNumber(key)));
    assertThat(numbers).isNotEmpty().doesNotContain(0L);
  }

  @Test
  void whatIsFoundIsThereAfterARestart() {
    add(SampleMail.to("a", "taro@au.test").of("spring").refused(NOON, NOON));
    store.close();
    open();

    List<String> ofCampaign = new ArrayList<>();
    assertThat(index.visitFailedOf("spring", mail -> ofCampaign.add(mail.messageId()))).isTrue();
    assertThat(ofCampaign).containsExactly("a");
    assertThat(index.ofQueueId("Qa", 10).get(0).origin().campaign()).isEqualTo("spring");
  }

  private List<String> failed(long from, long to) {
    List<String> failed = new ArrayList<>();
    assertThat(index.visitFailed("au.test", from, to, mail -> failed.add(mail.messageId())))
        .isTrue();
    return failed;
  }

  private MailChange add(Outcome outcome) {
    MailChange change = index.add(outcome);
    store.commit();
    return change;
  }

  private static List<String> ids(List<IndexedMail> mails) {
    return mails.stream().map(IndexedMail::messageId).toList();
  }
}
