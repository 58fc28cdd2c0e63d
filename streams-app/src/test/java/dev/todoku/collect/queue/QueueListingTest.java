package dev.todoku.collect.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.wire.QueueSnapshot;
import dev.todoku.wire.WaitingMail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueListingTest {
  private static final long NOW = Instant.parse("2026-06-01T12:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  @Test
  void postqueueNamesEachRecipientThatWaitsAndWhy() throws IOException {
    String listing =
        """
        {"queue_name": "deferred", "queue_id": "4cXk2P0abcz", "arrival_time": 1780314000, \
        "message_size": 1234, "forced_expire": false, "sender": "app@shop.example", \
        "recipients": [{"address": "ann@one.example", "delay_reason": "connect to \
        mx.one.example[192.0.2.1]:25: Connection timed out"}, {"address": "bo@one.example"}]}
        {"queue_name": "hold", "queue_id": "4cXk2Q0abcz", "arrival_time": 1780313000, \
        "message_size": 1, "sender": "MAILER-DAEMON", "recipients": [{"address": "山田@one.example"}]}
        {"queue_name": "active", "queue_id": "4cXk2R0ab
        """;

    assertThat(read(List.of("/usr/sbin/postqueue", "-j"), listing))
        .isEqualTo(
            new QueueSnapshot(
                "mx1",
                NOW,
                2,
                List.of(
                    new WaitingMail(
                        "4cXk2P0abcz",
                        "ann@one.example",
                        false,
                        1_780_314_000_000L,
                        "connect to mx.one.example[192.0.2.1]:25: Connection timed out"),
                    new WaitingMail(
                        "4cXk2P0abcz", "bo@one.example", false, 1_780_314_000_000L, null),
                    new WaitingMail(
                        "4cXk2Q0abcz", "山田@one.example", true, 1_780_313_000_000L, null))));
  }

  @Test
  void eximNamesAgeAndRecipientsOfWhichTheDeliveredOnesDoNotWait() throws IOException {
    String listing =
        """
        25m  2.9K 1tqBBC-00000000aab-0Bbb <app@shop.example>
                  ann@one.example
                D bo@one.example
                  "x y"@one.example

         3d   900 1sAbCd-000abc-Xy <> *** frozen ***
                  cy@one.example

        """;

    QueueSnapshot snapshot = read(List.of("/usr/sbin/exim4", "-bp"), listing);

    assertThat(snapshot.messages()).isEqualTo(2);
    assertThat(snapshot.oldest()).isEqualTo(NOW - 3 * 24 * 60 * MINUTE);
    assertThat(snapshot.mails())
        .containsExactly(
            new WaitingMail(
                "1tqBBC-00000000aab-0Bbb", "ann@one.example", false, NOW - 25 * MINUTE, null),
            new WaitingMail(
                "1tqBBC-00000000aab-0Bbb", "\"x y\"@one.example", false, NOW - 25 * MINUTE, null),
            new WaitingMail(
                "1sAbCd-000abc-Xy", "cy@one.example", true, NOW - 3 * 24 * 60 * MINUTE, null));
  }

  @Test
  void aLongQueueIsCountedWholeAndKeptAsFarAsOneRecordHoldsIt() throws IOException {
    StringBuilder listing = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      listing
          .append("{\"queue_name\": \"deferred\", \"queue_id\": \"Q")
          .append(i)
          .append("\", \"arrival_time\": 1780314000, \"recipients\": [{\"address\": \"a")
          .append(i)
          .append("@one.example\", \"delay_reason\": \"")
          .append("x".repeat(1_000))
          .append("\"}]}\n");
    }

    QueueSnapshot snapshot = read(List.of("postqueue", "-j"), listing.toString());

    assertThat(snapshot.messages()).isEqualTo(20_000);
    assertThat(snapshot.mails()).hasSizeBetween(500, 1_000);
    assertThat(snapshot.encode()).hasSizeLessThan(900_000);
    assertThat(QueueSnapshot.decode(snapshot.encode())).isEqualTo(snapshot);
  }

  private static QueueSnapshot read(List<String> command, String listing) throws IOException {
    return new QueueCommand(command)
        .read(new BufferedReader(new StringReader(listing)), "mx1", NOW);
  }
}
