package dev.todoku.mailindex;

import static dev.todoku.mailindex.SampleMail.MINUTE;
import static dev.todoku.mailindex.SampleMail.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.mailindex.SuppressedAddress.Why;
import dev.todoku.mailindex.SuppressionIndex.Filter;
import dev.todoku.mailindex.SuppressionIndex.Sight;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.RecipientHealth.Change;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionIndexTest {
  @TempDir Path dir;
  private IndexStore store;
  private SuppressionIndex index;

  @BeforeEach
  void open() {
    store = IndexStore.open(dir);
    index = new SuppressionIndex(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void listsWhoIsSuppressedTheLatestFirstWithTheFailuresThatCount() {
    add(dead("taro@au.test", NOON));
    add(dead("hanako@docomo.test", NOON + MINUTE));

    assertThat(index.part(Filter.ALL, Sight.WHOLE, 0, 10).addresses())
        .extracting(SuppressedAddress::recipient, SuppressedAddress::why, a -> a.failures().size())
        .containsExactly(
            tuple("hanako@docomo.test", Why.DEAD, 1), tuple("taro@au.test", Why.DEAD, 1));
    assertThat(index.part(Filter.ALL, Sight.WHOLE, 1, 10).addresses())
        .extracting(SuppressedAddress::recipient)
        .containsExactly("taro@au.test");
    assertThat(index.find("taro@au.test").orElseThrow().reason()).isEqualTo(Reason.USER_UNKNOWN);
  }

  @Test
  void findsByPartOfTheAddressByCauseAndByReason() {
    add(dead("taro@au.test", NOON));
    add(command("hanako@docomo.test", NOON, true, Change.SUPPRESSED, "Sato: asked for it"));
    add(health("jiro@au.test", NOON, Change.SUPPRESSED, 0, 0, true, List.of(), null));

    assertThat(recipients(new Filter("AU.test", null, null)))
        .containsExactlyInAnyOrder("taro@au.test", "jiro@au.test");
    assertThat(recipients(new Filter("", Why.COMMAND, null))).containsExactly("hanako@docomo.test");
    assertThat(recipients(new Filter("", Why.COMPLAINT, null))).containsExactly("jiro@au.test");
    assertThat(recipients(new Filter("", null, Reason.USER_UNKNOWN)))
        .containsExactly("taro@au.test");
    assertThat(index.counts()).isEqualTo(Map.of(Why.DEAD, 1L, Why.COMMAND, 1L, Why.COMPLAINT, 1L));
  }

  @Test
  void whoIsReactivatedIsNotListedAnyMoreAndWhoDidItIs() {
    add(dead("taro@au.test", NOON));
    add(command("taro@au.test", NOON + MINUTE, false, Change.RESET, "Sato: called"));

    assertThat(index.part(Filter.ALL, Sight.WHOLE, 0, 10).total()).isZero();
    assertThat(index.find("taro@au.test")).isEmpty();
    assertThat(index.counts()).isEmpty();
    assertThat(index.changes(10))
        .containsExactly(
            new AddressChange("taro@au.test", NOON + MINUTE, Change.RESET, "Sato: called"));
  }

  @Test
  void aFurtherFailureDoesNotMakeItALaterSuppression() {
    add(dead("taro@au.test", NOON));
    add(
        health(
            "taro@au.test",
            NOON + MINUTE,
            Change.COUNTED,
            2,
            0,
            true,
            List.of(failure(NOON), failure(NOON + MINUTE)),
            null));

    SuppressedAddress known = index.find("taro@au.test").orElseThrow();
    assertThat(known.since()).isEqualTo(NOON);
    assertThat(known.deadCount()).isEqualTo(2);
    assertThat(index.part(Filter.ALL, Sight.WHOLE, 0, 10).total()).isEqualTo(1);
    assertThat(index.counts()).isEqualTo(Map.of(Why.DEAD, 1L));
  }

  @Test
  void whoseMailIsStoppedOfSomeStreamsOnlyIsListedWithThem() {
    add(
        RecipientHealth.builder("taro@au.test", NOON, Change.SUPPRESSED)
            .proven(true)
            .firstSeenAt(NOON)
            .suppressedStreams(List.of("newsletter", "sale"))
            .build());

    SuppressedAddress known = index.find("taro@au.test").orElseThrow();
    assertThat(known.why()).isEqualTo(Why.COMPLAINT);
    assertThat(known.streams()).containsExactly("newsletter", "sale");
    assertThat(known.csv().strip()).endsWith(",newsletter;sale");
    assertThat(SuppressedAddress.streams("newsletter;sale")).isEqualTo(known.streams());
  }

  @Test
  void whoMaySeeSomeMailOnlySeesTheFailuresOfThatMail() {
    add(dead("taro@au.test", NOON));
    add(
        health(
            "hanako@docomo.test",
            NOON + MINUTE,
            Change.SUPPRESSED,
            2,
            0,
            true,
            List.of(failure(NOON), failure(NOON + MINUTE)),
            null));
    add(command("jiro@au.test", NOON, true, Change.SUPPRESSED, "Sato: asked for it"));

    SuppressionIndex.Part part =
        index.part(Filter.ALL, whole -> whole.part(f -> f.time() > NOON), 0, 10);
    assertThat(part.total()).isEqualTo(1);
    SuppressedAddress seen = part.addresses().get(0);
    assertThat(seen.recipient()).isEqualTo("hanako@docomo.test");
    assertThat(seen.deadCount()).isEqualTo(1);
    assertThat(seen.failures()).containsExactly(failure(NOON + MINUTE));
  }

  @Test
  void aPartOfALongListDoesNotWaitForAllOfItToBeCounted() {
    int many = SuppressionIndex.COUNTED_BEYOND + 1_000;
    for (int i = 0; i < many; i++) {
      index.add(dead("u" + i + "@au.test", NOON + i));
    }
    store.commit();

    assertThat(index.part(Filter.ALL, Sight.WHOLE, 10, 20).total()).isEqualTo(many);
    assertThat(index.part(new Filter("", Why.DEAD, null), Sight.WHOLE, 0, 20).total())
        .isEqualTo(many);
    assertThat(index.part(new Filter("", Why.SOFT, null), Sight.WHOLE, 0, 20).addresses())
        .isEmpty();
    SuppressionIndex.Part part = index.part(new Filter("au.test", null, null), Sight.WHOLE, 0, 20);
    assertThat(part.addresses()).hasSize(20);
    assertThat(part.isWhole()).isFalse();
    assertThat(part.total()).isBetween(SuppressionIndex.COUNTED_BEYOND, many - 1);
    SuppressionIndex.Part oldest = index.part(new Filter("u0@", null, null), Sight.WHOLE, 0, 20);
    assertThat(oldest.addresses()).hasSize(1);
    assertThat(oldest.isWhole()).isTrue();
  }

  @Test
  void keepsTheLatestChangesOnly() {
    for (int i = 0; i < SuppressionIndex.CHANGES_KEPT + 5; i++) {
      add(command("u" + i + "@au.test", NOON + i, true, Change.SUPPRESSED, "import"));
    }

    List<AddressChange> changes = index.changes(Integer.MAX_VALUE);
    assertThat(changes).hasSize(SuppressionIndex.CHANGES_KEPT);
    assertThat(changes.get(0).time()).isEqualTo(NOON + SuppressionIndex.CHANGES_KEPT + 4);
    assertThat(index.counts()).isEqualTo(Map.of(Why.COMMAND, SuppressionIndex.CHANGES_KEPT + 5L));
  }

  private List<String> recipients(Filter filter) {
    return index.part(filter, Sight.WHOLE, 0, 10).addresses().stream()
        .map(SuppressedAddress::recipient)
        .toList();
  }

  private void add(RecipientHealth health) {
    index.add(health);
    store.commit();
  }

  private static RecipientHealth dead(String recipient, long time) {
    return health(recipient, time, Change.SUPPRESSED, 1, 0, true, List.of(failure(time)), null);
  }

  private static RecipientHealth command(
      String recipient, long time, boolean suppressed, Change change, String note) {
    return health(recipient, time, change, 0, 0, suppressed, List.of(), note);
  }

  private static RecipientHealth.Failure failure(long time) {
    return new RecipientHealth.Failure("m" + time, time, Reason.USER_UNKNOWN, true);
  }

  private static RecipientHealth health(
      String recipient,
      long time,
      Change change,
      int dead,
      int soft,
      boolean suppressed,
      List<RecipientHealth.Failure> because,
      String note) {
    return RecipientHealth.builder(recipient, time, change)
        .deadCount(dead)
        .softCount(soft)
        .suppressed(suppressed)
        .firstSeenAt(NOON)
        .because(because)
        .note(note)
        .build();
  }
}
