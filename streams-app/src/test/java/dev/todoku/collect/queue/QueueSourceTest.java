package dev.todoku.collect.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.collect.CollectorSource;
import dev.todoku.wire.QueueSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueueSourceTest {
  private static final long NOW = 1_780_315_200_000L;
  private static final long MINUTE = 60_000;
  private static final String MESSAGE =
      "{\"queue_name\": \"deferred\", \"queue_id\": \"Q1\", \"arrival_time\": 1780314000,"
          + " \"recipients\": [{\"address\": \"ann@one.example\"}]}\n";

  @TempDir private Path directory;

  @Test
  void whatWaitsIsAskedEachMinuteAndStoredUntilTheQueueIsEmpty() throws IOException {
    Path listing = Files.writeString(directory.resolve("listing"), MESSAGE);
    QueueSource source = source("cat " + listing);

    source.poll(NOW);
    assertThat(stored(source).messages()).isEqualTo(1);
    source.poll(NOW + MINUTE / 2);
    assertThat(source.changedPositions()).isEmpty();
    Files.writeString(listing, "");
    source.poll(NOW + MINUTE);
    assertThat(stored(source).messages()).isZero();
  }

  @Test
  void anEmptyQueueIsStoredOnce() throws IOException {
    QueueSource source = source("true");
    source.poll(NOW);
    assertThat(stored(source)).isEqualTo(new QueueSnapshot("mx1", NOW, 0, List.of()));
    source.poll(NOW + MINUTE);
    assertThat(source.changedPositions()).isEmpty();
  }

  @Test
  void whatHasLeftTheQueueIsRememberedAlsoByTheNextProcess() throws IOException {
    Path listing = Files.writeString(directory.resolve("listing"), MESSAGE);
    QueueSource before = source("cat " + listing);
    before.poll(NOW);
    Map<String, byte[]> positions = before.changedPositions();
    Files.writeString(listing, "");

    QueueSource source = source("cat " + listing, positions);
    source.poll(NOW + 60 * MINUTE);

    QueueSnapshot.GoneMail gone = stored(source).gone().get(0);
    assertThat(gone.mail().queueId()).isEqualTo("Q1");
    assertThat(gone.seenAt()).isEqualTo(NOW);
    assertThat(gone.goneAt()).isEqualTo(NOW + 60 * MINUTE);
    source.poll(NOW + 61 * MINUTE);
    assertThat(stored(source).gone()).containsExactly(gone);
    source.poll(NOW + 5_000 * MINUTE);
    assertThat(stored(source).gone()).isEmpty();
  }

  @Test
  void itGivesNoEntriesAndHoldsUpNothing() throws IOException {
    QueueSource source = source("true");
    source.poll(NOW);

    assertThat(source.nextTime()).isEqualTo(CollectorSource.NOTHING);
    assertThat(source.readUntil()).isEqualTo(NOW);
  }

  @Test
  void aCommandThatFailsIsReportedUntilItWorks() throws IOException {
    Path listing = directory.resolve("listing");
    QueueSource source = source("cat " + listing);

    assertThatThrownBy(() -> source.poll(NOW))
        .isInstanceOf(IOException.class)
        .hasMessage("cat ended with 1");
    assertThatThrownBy(() -> source.poll(NOW + 1)).isInstanceOf(IOException.class);
    Files.writeString(listing, MESSAGE);
    source.poll(NOW + MINUTE);
    assertThat(stored(source).mails().get(0).recipient()).isEqualTo("ann@one.example");
  }

  private static QueueSource source(String command) {
    return source(command, Map.of());
  }

  private static QueueSource source(String command, Map<String, byte[]> stored) {
    QueueCommand asked = new QueueCommand(List.of(command.split(" ")));
    return new QueueSource(asked, "mx1", stored, Runnable::run);
  }

  private static QueueSnapshot stored(QueueSource source) {
    Map<String, byte[]> changed = source.changedPositions();
    assertThat(changed).containsOnlyKeys("queue:mx1");
    return QueueSnapshot.decode(changed.get("queue:mx1"));
  }
}
