package dev.todoku.streams;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import dev.todoku.testing.Mail;
import dev.todoku.topology.TestStores;
import dev.todoku.wire.MessageKey;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlyEventBufferTest {
  private static final Mail MAIL = Mail.to("hanako@docomo.ne.jp", "m1@shop.example");
  private static final MailEvent BOUNCE =
      MAIL.bounceMessage(at("09:00"), Reason.USER_UNKNOWN, Mail.NO_SUCH_USER);
  private static final MailEvent COMPLAINT = MAIL.complaint(at("09:01"));
  private static final MailEvent OPEN = MAIL.open(at("09:02"));
  private static final Bytes KEY = MessageKey.of("m1@shop.example", "hanako@docomo.ne.jp");
  private static final Bytes OTHER = Bytes.wrap(new byte[] {1, 2, 3});

  private static final Duration KEPT = Duration.ofDays(8);

  @TempDir Path dir;
  private KeyValueStore<Bytes, byte[]> store;
  private EarlyEventBuffer room;

  @BeforeEach
  void open() {
    store = new TestStores(dir).byBytes();
    room = new EarlyEventBuffer(store, KEPT);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void givesOutAllThatWaitedForAKeyOnce() {
    room.add(KEY, BOUNCE, at("09:10"));
    room.add(KEY, COMPLAINT, at("09:11"));
    room.add(OTHER, OPEN, at("09:10"));
    assertThat(room.take(KEY)).containsExactly(BOUNCE, COMPLAINT);
    assertThat(room.take(KEY)).isEmpty();
    assertThat(room.take(OTHER)).containsExactly(OPEN);
    assertThat(stored()).isZero();
  }

  @Test
  void theSameEventWaitsOnce() {
    room.add(KEY, BOUNCE, at("09:10"));
    room.add(KEY, BOUNCE, at("09:20"));
    assertThat(room.take(KEY)).containsExactly(BOUNCE);
  }

  @Test
  void takesOutOnlyWhatPassesTheTest() {
    room.add(KEY, BOUNCE, at("09:10"));
    room.add(KEY, OPEN, at("09:10"));
    assertThat(room.takeIf(KEY, OPEN::equals)).containsExactly(OPEN);
    assertThat(room.takeIf(KEY, OPEN::equals)).isEmpty();
    assertThat(room.take(KEY)).containsExactly(BOUNCE);
  }

  @Test
  void givesUpInTheOrderOfDeadlinesAndNoMoreThanAsked() {
    room.add(KEY, COMPLAINT, at("09:12"));
    room.add(OTHER, OPEN, at("09:11"));
    room.add(KEY, BOUNCE, at("09:10"));
    assertThat(room.takeDue(at("09:09"), 100)).isEmpty();
    assertThat(room.takeDue(at("09:12"), 2)).containsExactly(BOUNCE, OPEN);
    assertThat(room.takeDue(at("09:12"), 2)).containsExactly(COMPLAINT);
  }

  @Test
  void whatWasGivenUpStillFindsItsPlaceAndIsToldOnce() {
    room.add(KEY, BOUNCE, at("09:10"));
    assertThat(room.takeDue(at("09:10"), 100)).containsExactly(BOUNCE);
    room.keep(KEY, BOUNCE, at("09:10"));
    room.add(KEY, BOUNCE, at("09:20"));
    assertThat(room.takeDue(at("09:30"), 100)).isEmpty();
    assertThat(room.take(KEY)).containsExactly(BOUNCE);
    assertThat(stored()).isZero();
  }

  @Test
  void whatWasGivenUpIsForgottenInTheEnd() {
    room.add(KEY, BOUNCE, at("09:10"));
    room.takeDue(at("09:10"), 100);
    room.keep(KEY, BOUNCE, at("09:10"));
    assertThat(room.takeDue(at("09:10") + KEPT.toMillis(), 100)).isEmpty();
    assertThat(room.take(KEY)).isEmpty();
    assertThat(stored()).isZero();
  }

  @Test
  void whatWasGivenUpWaitsAgainForAnotherAddressOfItsMessage() {
    Bytes behind = MessageKey.of("m1@shop.example", "forwarded@elsewhere.example");
    room.add(behind, BOUNCE, at("09:10"));
    room.takeDue(at("09:10"), 100);
    room.keep(behind, BOUNCE, at("09:10"));
    room.waitAgain(
        MessageKey.first("other@shop.example"), MessageKey.last("other@shop.example"), at("11:00"));
    assertThat(room.takeDue(at("11:00"), 100)).isEmpty();
    room.waitAgain(
        MessageKey.first("m1@shop.example"), MessageKey.last("m1@shop.example"), at("11:00"));
    assertThat(room.takeDue(at("10:59"), 100)).isEmpty();
    assertThat(room.takeDue(at("11:00"), 100)).containsExactly(BOUNCE);
  }

  @Test
  void comesBackFromTheStoreAfterARestart() {
    room.add(KEY, BOUNCE, at("09:10"));
    room.add(OTHER, OPEN, at("09:20"));
    EarlyEventBuffer again = new EarlyEventBuffer(store, KEPT);
    again.add(KEY, BOUNCE, at("09:30"));
    assertThat(again.takeDue(at("09:10"), 100)).containsExactly(BOUNCE);
    assertThat(again.take(OTHER)).containsExactly(OPEN);
    assertThat(again.takeDue(at("23:00"), 100)).isEmpty();
  }

  private long stored() {
    return TestStores.size(store);
  }
}
