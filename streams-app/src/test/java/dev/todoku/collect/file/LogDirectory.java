package dev.todoku.collect.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.LineStamp;
import dev.todoku.collect.LineStamps;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A directory with a log, rotated as logrotate does it. */
final class LogDirectory {
  static final Duration FOR_EVER = Duration.ofDays(36_500);

  /** Lines such as {@code 2026-11-21T20:58:31Z mx text}; others name no time. */
  static final LineStamps.Factory STAMPS = writtenAt -> LogDirectory::stamp;

  private final Path directory;
  private final Path log;

  LogDirectory(Path directory) {
    this.directory = directory;
    log = directory.resolve("mail.log");
  }

  private static Optional<LineStamp> stamp(byte[] line) {
    String[] words = new String(line, UTF_8).split(" ", 3);
    return words.length < 3 || !words[0].endsWith("Z")
        ? Optional.empty()
        : Optional.of(new LineStamp(Instant.parse(words[0]).toEpochMilli(), words[1]));
  }

  Path log() {
    return log;
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Lines that begin with a time, one second after the other. */
  static String lines(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(line(i)).append('\n');
    }
    return text.toString();
  }

  static String line(int number) {
    return Instant.parse("2026-11-21T00:00:00Z").plusSeconds(number) + " mx line " + number;
  }

  static List<String> expected(int from, int to) {
    return lines(from, to).lines().toList();
  }

  /** By rename; the new file is there at once. */
  void rotate() throws IOException {
    shift();
    Files.move(log, file("mail.log.1"));
    Files.createFile(log);
  }

  void copyTruncate() throws IOException {
    shift();
    Files.copy(log, file("mail.log.1"), StandardCopyOption.COPY_ATTRIBUTES);
    Files.newOutputStream(log, StandardOpenOption.TRUNCATE_EXISTING).close();
  }

  void compress(String name) throws IOException {
    FileTime time = Files.getLastModifiedTime(file(name));
    Path packed = file(name + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(file(name), out);
    }
    Files.setLastModifiedTime(packed, time);
    Files.delete(file(name));
  }

  private void shift() throws IOException {
    for (int i = 40; i >= 1; i--) {
      for (String suffix : List.of("", ".gz")) {
        Path from = file("mail.log." + i + suffix);
        if (Files.exists(from)) {
          Files.move(from, file("mail.log." + (i + 1) + suffix));
        }
      }
    }
  }

  /** So that rotation is known to be over. */
  void age() throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
      }
    }
  }

  LogFiles open(byte[] position) {
    return new LogFiles(log, position, STAMPS, FOR_EVER, 1_000);
  }

  /** Everything that can be taken at {@code now}. */
  static List<CollectedEntry> drain(CollectorSource source, long now) throws IOException {
    List<CollectedEntry> taken = new ArrayList<>();
    source.poll(now);
    while (source.nextTime() != CollectorSource.NOTHING) {
      CollectedEntry entry = source.take();
      if (entry != null) {
        taken.add(entry);
      }
      source.poll(now);
    }
    return taken;
  }

  static List<String> texts(CollectorSource source) throws IOException {
    return texts(source, System.currentTimeMillis());
  }

  static List<String> texts(CollectorSource source, long now) throws IOException {
    return drain(source, now).stream().map(entry -> new String(entry.value(), UTF_8)).toList();
  }

  static byte[] position(LogFiles files) {
    return files.changedPositions().get(LogFiles.key(Path.of(files.name())));
  }
}
