package dev.todoku.cli.collect;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.Input;
import dev.todoku.cli.base.LogShape;
import dev.todoku.cli.base.MessageTime;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.LineStamps;
import dev.todoku.collect.file.LogFiles;
import dev.todoku.collect.file.LogNames;
import dev.todoku.collect.kafka.Collector;
import dev.todoku.collect.maildir.Maildir;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.kafka.TopicSetup;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs and mailboxes of this machine, and what is sent to it. */
public final class LocalSources implements Collector.Opener {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSources.class);

  /** The log and a few of its back files. */
  private static final int MOST_LOOKED_AT = 4;

  private final ChosenLogs logs;
  private final List<Path> mailboxes;
  private final Duration keep;
  private final List<Inbox> inboxes;
  private final Set<Path> opened = new HashSet<>();
  private Map<String, byte[]> positions = Map.of();

  /** What is opened once and goes on when all else is opened again. */
  public interface Inbox {
    /** Goes on from the stored positions. */
    CollectorSource source(Map<String, byte[]> stored);
  }

  /**
   * Nothing is opened yet.
   *
   * @param keep how far back what is kept goes
   */
  public LocalSources(ChosenLogs logs, List<Path> mailboxes, Duration keep, List<Inbox> inboxes) {
    this.logs = logs;
    this.mailboxes = mailboxes;
    this.keep = keep;
    this.inboxes = inboxes;
  }

  /** What comes in by one way alone: no log, no mailbox of this machine. */
  static LocalSources ofInbox(Duration keep, Inbox inbox) {
    return new LocalSources(ChosenLogs.NONE, List.of(), keep, List.of(inbox));
  }

  /**
   * Refuses what will not be readable.
   *
   * @throws Failure in one line that names the file
   */
  public void check() {
    for (String log : logs.names()) {
      Path path = Path.of(log);
      boolean isPattern = LogNames.isPattern(log);
      Path parent = path.toAbsolutePath().getParent();
      if (Files.isDirectory(path)) {
        throw Failure.of("log.directory", path);
      }
      if (!isPattern && Files.exists(path) && !Files.isReadable(path)) {
        throw Failure.of("log.noPermission", path);
      }
      if (parent != null && !LogNames.isPattern(parent.toString())) {
        checkDirectory(parent);
      }
    }
    for (Path mailbox : mailboxes) {
      if (!Files.isDirectory(mailbox) || !Files.isReadable(mailbox)) {
        throw Failure.of(Files.exists(mailbox) ? "mailbox.unreadable" : "mailbox.none", mailbox);
      }
    }
  }

  /** Files are found by a list of it, and may be there though nothing says so. */
  private static void checkDirectory(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw Failure.of("directory.none", directory);
    }
    if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
      throw Failure.of("directory.noPermission", directory);
    }
  }

  /** Logs and patterns of which there is no file yet. */
  public List<String> missing() {
    return logs.names().stream().filter(log -> found(log).noneMatch(Files::exists)).toList();
  }

  /** Logs that have lines, none of them of a mail server that is known. */
  public List<Path> withoutMail() {
    return logs.format() != null
        ? List.of()
        : logs.names().stream().flatMap(this::found).filter(MailLines::areMissing).toList();
  }

  private Stream<Path> found(String log) {
    try {
      return LogNames.find(List.of(log)).stream();
    } catch (IOException e) {
      LOG.debug("cannot look for {}", log, e);
      return Stream.empty();
    }
  }

  @Override
  public List<CollectorSource> open(@Nullable Map<String, byte[]> stored) throws IOException {
    List<CollectorSource> sources = new ArrayList<>();
    if (stored != null) {
      positions = new HashMap<>(stored);
      opened.clear();
      mailboxes.forEach(
          mailbox ->
              sources.add(new Maildir(mailbox, stored, MessageTime::of, TopicSetup.LARGEST_INPUT)));
      inboxes.forEach(inbox -> sources.add(inbox.source(stored)));
    }
    for (Path log : LogNames.find(logs.names())) {
      if (opened.add(log)) {
        byte[] position = positions.get(LogFiles.key(log));
        sources.add(new LogFiles(log, position, stamps(log), keep, TopicSetup.LARGEST_INPUT));
      }
    }
    return sources;
  }

  /** The stamps of Postfix's log, unless the log has the shape of another server's. */
  private LineStamps.Factory stamps(Path log) {
    Optional<LogFormat> format = Optional.ofNullable(logs.format()).or(() -> shapeOf(log));
    return format
        .map(other -> ServerLogStamps.in(other, logs.zone(), CollectOptions.hostName()))
        .orElseGet(() -> SyslogStamps.in(logs.zone()));
  }

  /** A log that has just been rotated may be empty, or gone: its back files have the same shape. */
  private static Optional<LogFormat> shapeOf(Path log) {
    List<Path> files = new ArrayList<>(List.of(log));
    try (DirectoryStream<Path> named =
        Files.newDirectoryStream(log.getParent(), file -> isBackFile(file, log))) {
      named.forEach(files::add);
    } catch (IOException e) {
      LOG.debug("cannot list {}", log.getParent(), e);
    }
    return files.stream().limit(MOST_LOOKED_AT).flatMap(LocalSources::shape).findFirst();
  }

  private static boolean isBackFile(Path file, Path log) {
    String name = log.getFileName().toString();
    String other = file.getFileName().toString();
    return other.startsWith(name) && !other.equals(name) && Files.isRegularFile(file);
  }

  /** None of a file that is being rotated away. */
  private static Stream<LogFormat> shape(Path file) {
    try {
      return LogShape.of(Input.of(file, true)).stream();
    } catch (IOException | Failure e) {
      return Stream.empty();
    }
  }
}
