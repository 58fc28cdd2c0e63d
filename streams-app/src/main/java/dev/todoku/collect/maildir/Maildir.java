package dev.todoku.collect.maildir;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.SourceStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A maildir, each message of which is given once. Nothing in it is changed: which messages have
 * been given is known by their unique names, which stay when a mail program moves them from {@code
 * new} to {@code cur} and adds flags.
 *
 * <p>A directory of messages that is no maildir is read as one.
 */
public final class Maildir implements CollectorSource {
  private static final byte[] GIVEN = {1};

  /** What separates the unique name from the flags. */
  private static final char INFO = ':';

  /** How coarse the times of file systems may be. */
  private static final long COARSE_MS = 2_000;

  private final Path directory;
  private final List<Path> folders;
  private final Clock clock;
  private final int maxLength;
  private final SourceStatus status;
  private final Set<String> known;
  private final Map<String, byte[]> changed = new HashMap<>();
  private final Map<Path, Long> scannedAt = new HashMap<>();
  private final PriorityQueue<Message> waiting =
      new PriorityQueue<>(Comparator.comparingLong(Message::time).thenComparing(Message::name));
  private long readUntil;

  /** When a message came. */
  public interface Clock {
    /** By its header, in milliseconds since 1970; empty when that does not say. */
    OptionalLong of(InputStream message) throws IOException;
  }

  private record Message(Path path, String name, long time) {}

  /**
   * Nothing is read yet.
   *
   * @param stored the positions of all sources, by their key
   * @param maxLength largest message in bytes
   */
  public Maildir(Path directory, Map<String, byte[]> stored, Clock clock, int maxLength) {
    this.directory = directory.toAbsolutePath().normalize();
    this.clock = clock;
    this.maxLength = maxLength;
    Path arrived = this.directory.resolve("new");
    folders =
        Files.isDirectory(arrived)
            ? List.of(arrived, this.directory.resolve("cur"))
            : List.of(this.directory);
    status = new SourceStatus(this.directory.toString());
    known = new HashSet<>();
    String prefix = key("");
    stored.keySet().stream()
        .filter(key -> key.startsWith(prefix))
        .forEach(key -> known.add(key.substring(prefix.length())));
  }

  @Override
  public String name() {
    return status.name();
  }

  @Override
  public SourceStatus status() {
    return status;
  }

  @Override
  public long nextTime() {
    return waiting.isEmpty() ? NOTHING : waiting.peek().time();
  }

  @Override
  public long readUntil() {
    return readUntil;
  }

  @Override
  public void poll(long now) throws IOException {
    if (!waiting.isEmpty()) {
      return;
    }
    boolean isScanned = false;
    for (Path folder : folders) {
      isScanned |= hasChanged(folder, now);
    }
    if (isScanned) {
      scan();
    }
    if (waiting.isEmpty()) {
      readUntil = now;
    }
  }

  @Override
  public @Nullable CollectedEntry take() throws IOException {
    Message message = waiting.poll();
    Path path = locate(message);
    if (path == null) {
      status.onGap();
      return null;
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(maxLength + 1);
    }
    known.add(message.name());
    changed.put(key(message.name()), GIVEN);
    status.onBytes(bytes.length);
    if (bytes.length > maxLength) {
      status.onTooLong();
      return null;
    }
    return new CollectedEntry(EntryType.BOUNCE, message.name(), bytes, message.time());
  }

  @Override
  public Map<String, byte[]> changedPositions() {
    Map<String, byte[]> copy = new HashMap<>(changed);
    changed.clear();
    return copy;
  }

  @Override
  public void close() {}

  private String key(String name) {
    return "maildir:" + directory + '\n' + name;
  }

  /** Whether there may be something new since it was asked last. */
  private boolean hasChanged(Path folder, long now) throws IOException {
    if (!Files.isDirectory(folder)) {
      if (folder.equals(folders.get(0))) {
        throw new NoSuchFileException(folder.toString());
      }
      return false;
    }
    long modifiedAt = Files.getLastModifiedTime(folder).toMillis();
    Long before = scannedAt.put(folder, now);
    return before == null || modifiedAt > before - COARSE_MS;
  }

  private void scan() throws IOException {
    Set<String> present = new HashSet<>();
    long total = status.bytes();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
        for (Path file : files) {
          String name = uniqueName(file);
          if (isMessage(file, name) && present.add(name) && !known.contains(name)) {
            total += look(file, name);
          }
        }
      }
    }
    status.total(total);
    // A message that moves while the folders are read, one after the other, seems to be gone.
    List<String> gone = known.stream().filter(name -> !present.contains(name)).toList();
    for (String name : gone) {
      if (locate(name) == null) {
        known.remove(name);
        changed.put(key(name), null);
      }
    }
  }

  private static boolean isMessage(Path file, String name) {
    return !name.startsWith(".") && Files.isRegularFile(file);
  }

  private long look(Path file, String name) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      long modifiedAt = Files.getLastModifiedTime(file).toMillis();
      waiting.add(new Message(file, name, clock.of(in).orElse(modifiedAt)));
      return Files.size(file);
    } catch (NoSuchFileException moved) {
      // It is found under its other name, now or when the directory is read next.
      return 0;
    }
  }

  /** Where a message is now, null when it is gone. */
  private @Nullable Path locate(Message message) throws IOException {
    return Files.exists(message.path()) ? message.path() : locate(message.name());
  }

  private @Nullable Path locate(String name) throws IOException {
    for (Path folder : folders) {
      if (Files.exists(folder.resolve(name))) {
        return folder.resolve(name);
      }
      if (!Files.isDirectory(folder)) {
        continue;
      }
      try (Stream<Path> files = Files.list(folder)) {
        Path found = files.filter(file -> uniqueName(file).equals(name)).findFirst().orElse(null);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static String uniqueName(Path file) {
    String name = file.getFileName().toString();
    int info = name.indexOf(INFO);
    return info < 0 ? name : name.substring(0, info);
  }
}
