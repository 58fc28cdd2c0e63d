package dev.todoku.collect.maildir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.EntryType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaildirTest {
  @TempDir Path directory;
  private final Map<String, byte[]> stored = new HashMap<>();

  @BeforeEach
  void create() throws IOException {
    for (String folder : List.of("new", "cur", "tmp")) {
      Files.createDirectory(directory.resolve(folder));
    }
  }

  /** A message is the time at which it came. */
  private Maildir open() {
    return new Maildir(
        directory,
        stored,
        in -> OptionalLong.of(Long.parseLong(new String(in.readAllBytes(), UTF_8).strip())),
        100);
  }

  private Path deliver(String path, String text) throws IOException {
    return Files.writeString(directory.resolve(path), text);
  }

  private List<CollectedEntry> drain(Maildir maildir) throws IOException {
    List<CollectedEntry> taken = new ArrayList<>();
    maildir.poll(System.currentTimeMillis());
    while (maildir.nextTime() != CollectorSource.NOTHING) {
      CollectedEntry entry = maildir.take();
      if (entry != null) {
        taken.add(entry);
      }
      maildir.poll(System.currentTimeMillis());
    }
    maildir
        .changedPositions()
        .forEach(
            (key, value) -> {
              if (value == null) {
                stored.remove(key);
              } else {
                stored.put(key, value);
              }
            });
    return taken;
  }

  @Test
  void givesMessagesInTheOrderInWhichTheyCame() throws IOException {
    deliver("new/b", "200");
    deliver("cur/c:2,S", "100");
    deliver("tmp/d", "1");
    Maildir maildir = open();
    List<CollectedEntry> entries = drain(maildir);
    assertThat(entries).extracting(CollectedEntry::key).containsExactly("c", "b");
    assertThat(entries).extracting(CollectedEntry::time).containsExactly(100L, 200L);
    assertThat(entries).extracting(CollectedEntry::feed).containsOnly(EntryType.BOUNCE);
    assertThat(new String(entries.get(0).value(), UTF_8)).isEqualTo("100");
  }

  @Test
  void givesAMessageOnceThoughAMailProgramMovesIt() throws IOException {
    Path message = deliver("new/a", "1");
    Maildir maildir = open();
    assertThat(drain(maildir)).hasSize(1);
    Files.move(message, directory.resolve("cur/a:2,S"));
    assertThat(drain(maildir)).isEmpty();
    assertThat(drain(open())).isEmpty();
    deliver("new/b", "2");
    assertThat(drain(open())).extracting(CollectedEntry::key).containsExactly("b");
  }

  @Test
  void aMessageThatWasMovedWhileItWaitedIsFound() throws IOException {
    Path message = deliver("new/a", "1");
    Maildir maildir = open();
    maildir.poll(1);
    Files.move(message, directory.resolve("cur/a:2,S"));
    assertThat(drain(maildir)).hasSize(1);
    assertThat(maildir.status().gaps()).isZero();
  }

  @Test
  void forgetsMessagesThatWereDeleted() throws IOException {
    Path message = deliver("new/a", "1");
    deliver("new/b", "2");
    Maildir maildir = open();
    drain(maildir);
    assertThat(stored).hasSize(2);
    Files.delete(message);
    drain(maildir);
    assertThat(stored).hasSize(1);
  }

  @Test
  void aMessageThatIsTooLargeIsCountedAndPassedOver() throws IOException {
    deliver("new/a", " ".repeat(200) + "1");
    deliver("new/b", "2");
    Maildir maildir = open();
    assertThat(drain(maildir)).extracting(CollectedEntry::key).containsExactly("b");
    assertThat(maildir.status().tooLong()).isEqualTo(1);
    assertThat(drain(open())).isEmpty();
  }

  @Test
  void aDirectoryOfMessagesIsReadAsItIs() throws IOException {
    Path plain = Files.createDirectory(directory.resolve("plain"));
    Files.writeString(plain.resolve("one.eml"), "1");
    Maildir maildir = new Maildir(plain, stored, in -> OptionalLong.empty(), 100);
    assertThat(drain(maildir)).extracting(CollectedEntry::key).containsExactly("one.eml");
  }

  @Test
  void saysWhenTheDirectoryIsNotThere() {
    Maildir maildir =
        new Maildir(directory.resolve("none"), stored, in -> OptionalLong.empty(), 100);
    assertThatThrownBy(() -> maildir.poll(1)).hasMessageContaining("none");
  }
}
