package dev.todoku.collect.file;

import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.LineStamp;
import dev.todoku.collect.LineStamps;
import dev.todoku.collect.SourceStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/*
 * How a log is followed through its rotations.
 *
 * A log is a row of files, the oldest first; the last one is being written. Each is known by its
 * beginning (Head), whatever it is called, wherever it was copied to and however it was compressed.
 * A position is such a beginning and an offset into what follows it.
 *
 *   - Renamed: the open file is read on. When there is a next file that holds something, and nothing
 *     has been added to this one for a second, whoever writes the log has changed over.
 *   - Copied and truncated: the file is shorter than what was read of it, or begins otherwise. The
 *     rest is read from the copy, which begins as the file did.
 *   - Compressed: an open file is read to its end though it is deleted; after a restart the
 *     compressed one is found by its beginning.
 *
 * What is written to the log between the copy and the truncation is lost before anyone can read it:
 * that is how copytruncate works.
 */

/** A log that is followed, with its back files. */
public final class LogFiles implements CollectorSource {
  /** Whoever writes the log changes over to the new file in milliseconds. */
  private static final long QUIET_MS = 1_000;

  private static final int CHUNK = 128 * 1024;

  /** Stamps that name no year know it for a day. */
  private static final long STAMPS_RENEWED_AFTER_MS = Duration.ofHours(12).toMillis();

  private final Generations generations;
  private final LineStamps.Factory stampsFactory;
  private final Duration keep;
  private final SourceStatus status;
  private final LineBuffer lines;
  private final byte[] chunk = new byte[CHUNK];
  private @Nullable FilePosition stored;
  private @Nullable OpenLog current;
  private Head head = new Head(new byte[] {});
  private LineStamps stamps = line -> Optional.empty();
  private long stampsUntil;
  private long grownAt;
  private long readUntil;
  private @Nullable Peeked peeked;
  private long offset;
  private long lastTime;
  private String lastHost;
  private boolean isStamped;
  private boolean isChanged;
  private boolean isGapCounted;

  /** The next line, with what its file says of it. Without an entry it is left out. */
  private record Peeked(@Nullable CollectedEntry entry, long end, long time, String host) {}

  /**
   * Nothing is opened yet.
   *
   * @param log under which name the log is written; it need not exist
   * @param position as {@link #changedPositions} gave it, null to begin with the back files
   * @param keep back files that were last written before this time are left out
   * @param maxLength longest line in bytes
   */
  public LogFiles(
      Path log,
      byte @Nullable [] position,
      LineStamps.Factory stamps,
      Duration keep,
      int maxLength) {
    generations = new Generations(log, stamps);
    stampsFactory = stamps;
    stored = position == null ? null : FilePosition.decode(position);
    this.keep = keep;
    lines = new LineBuffer(maxLength);
    lastHost = String.valueOf(generations.log().getFileName());
    status = new SourceStatus(generations.log().toString());
  }

  /** Under which key the position of {@code log} is stored. */
  public static String key(Path log) {
    return "file:" + log.toAbsolutePath().normalize();
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
    return peeked == null ? NOTHING : peeked.time();
  }

  @Override
  public long readUntil() {
    return readUntil;
  }

  @Override
  public void poll(long now) throws IOException {
    try {
      if (peeked == null && (!lines.isEmpty() || fill(now))) {
        peek();
      }
    } catch (NoSuchFileException renamed) {
      // Between the look into the directory and the look into the file; the next poll finds it.
    }
  }

  @Override
  public @Nullable CollectedEntry take() {
    Peeked taken = Objects.requireNonNull(peeked, "nothing to take");
    peeked = null;
    offset = taken.end();
    lastTime = taken.time();
    lastHost = taken.host();
    isChanged = true;
    if (!lines.isEmpty()) {
      peek();
    }
    return taken.entry();
  }

  @Override
  public Map<String, byte[]> changedPositions() {
    if (!isChanged) {
      return Map.of();
    }
    isChanged = false;
    int length = (int) Math.min(head.bytes().length, offset);
    FilePosition position =
        new FilePosition(
            length, head.hash(length), offset, log().file().firstTime(), lastTime, lastHost);
    stored = position;
    return Map.of(key(generations.log()), position.encode());
  }

  @Override
  public void close() throws IOException {
    if (current != null) {
      current.close();
      current = null;
    }
  }

  private void peek() {
    LineBuffer.Line line = lines.next();
    if (line.bytes() == null) {
      status.onTooLong();
      peeked = new Peeked(null, line.end(), lastTime, lastHost);
      return;
    }
    Optional<LineStamp> stamp = stamps.of(line.bytes());
    long time = stamp.map(LineStamp::time).orElse(lastTime);
    String host = stamp.map(LineStamp::host).orElse(lastHost);
    CollectedEntry entry =
        isBlank(line.bytes()) ? null : new CollectedEntry(stamps.type(), host, line.bytes(), time);
    peeked = new Peeked(entry, line.end(), time, host);
  }

  private static boolean isBlank(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1).isBlank();
  }

  /** Reads until there is a line. Returns whether there is one. */
  private boolean fill(long now) throws IOException {
    if (current == null && !openFirst(now)) {
      readUntil = now;
      return false;
    }
    while (!read(now)) {
      if (!goOn(now)) {
        return false;
      }
    }
    return true;
  }

  /** The file that is being read; there is one from the first {@link #open} on. */
  private OpenLog log() {
    return Objects.requireNonNull(current, "no file is open");
  }

  private boolean read(long now) throws IOException {
    while (lines.isEmpty()) {
      if (isTruncated() && !restart()) {
        return false;
      }
      int count = log().read(chunk, 0);
      if (count == 0) {
        return false;
      }
      if (isTruncated()) {
        // What was read may be of the new log: it is read again from where it belongs.
        log().back(count);
        continue;
      }
      grownAt = now;
      if (log().offset() > log().file().size() && now - stampsUntil > STAMPS_RENEWED_AFTER_MS) {
        stamp(now);
      }
      head = log().head();
      status.onBytes(count);
      lines.add(chunk, count);
    }
    return true;
  }

  private boolean isTruncated() throws IOException {
    return log().isCut() || (!head.isEmpty() && !log().head().isSameLog(head));
  }

  /** Reads on in the copy from where the truncated file was read, else from its new beginning. */
  private boolean restart() throws IOException {
    long at = log().offset();
    Optional<BackFile> copy =
        generations.list().stream()
            .filter(file -> file.head().isSameLog(head))
            .filter(file -> file.isPacked() || file.size() >= at)
            .findFirst();
    OpenLog before = log();
    if (copy.isPresent()) {
      current = OpenLog.at(copy.get(), at);
      before.close();
      return true;
    }
    status.onGap();
    Optional<BackFile> live = generations.list().stream().filter(BackFile::isLive).findFirst();
    before.close();
    current = null;
    stored = null;
    lines.restart(0);
    if (live.isEmpty()) {
      return false;
    }
    open(live.get(), 0);
    return true;
  }

  /** At the end of a file: opens the next one, if there is one. Returns whether to read on. */
  private boolean goOn(long now) throws IOException {
    if (current == null || isWritten()) {
      readUntil = now;
      return false;
    }
    Optional<BackFile> next = next();
    if (next.isEmpty()) {
      readUntil = now;
      return false;
    }
    boolean hasGrown = log().offset() > log().file().size();
    long written = hasGrown ? grownAt : log().file().modifiedAt();
    if (!log().file().isPacked() && now - written < QUIET_MS) {
      return false;
    }
    lines.end();
    if (!lines.isEmpty()) {
      return true;
    }
    OpenLog before = log();
    open(next.get(), 0);
    before.close();
    return true;
  }

  /** Whether the current file is the one that the log is written to. */
  private boolean isWritten() throws IOException {
    try {
      Object inode = Files.readAttributes(generations.log(), BasicFileAttributes.class).fileKey();
      return inode != null && inode.equals(log().file().inode());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Optional<BackFile> next() throws IOException {
    List<BackFile> all = generations.list();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).head().isSameLog(head)) {
        return all.stream().skip(i + 1L).findFirst();
      }
    }
    return all.stream().filter(file -> file.firstTime() > log().file().firstTime()).findFirst();
  }

  private boolean openFirst(long now) throws IOException {
    List<BackFile> all = generations.list();
    FilePosition from = stored;
    if (from == null) {
      long since = now - keep.toMillis();
      List<BackFile> kept = all.stream().filter(file -> file.modifiedAt() >= since).toList();
      return openOf(kept, 0);
    }
    for (BackFile file : all) {
      boolean isLongEnough = file.isPacked() || file.size() >= from.offset();
      if (isLongEnough && file.head().begins(from.headLength(), from.headHash())) {
        lastTime = from.time();
        lastHost = from.host();
        isStamped = true;
        open(file, from.offset());
        total(all.subList(all.indexOf(file), all.size()), from.offset());
        return true;
      }
    }
    if (!isGapCounted) {
      isGapCounted = true;
      status.onGap();
    }
    return openOf(all.stream().filter(file -> file.firstTime() > from.fileTime()).toList(), 0);
  }

  private boolean openOf(List<BackFile> files, long from) throws IOException {
    if (files.isEmpty()) {
      return false;
    }
    open(files.get(0), from);
    total(files, from);
    return true;
  }

  private void open(BackFile file, long from) throws IOException {
    current = OpenLog.at(file, from);
    head = file.head();
    offset = from;
    lines.restart(from);
    stamp(file.modifiedAt());
    if (!isStamped) {
      isStamped = true;
      lastTime = file.firstTime();
    }
  }

  private void stamp(long until) {
    stampsUntil = until;
    stamps = stampsFactory.until(until);
    stamps.begin(head.bytes());
  }

  private void total(List<BackFile> files, long without) throws IOException {
    long total = -without;
    for (BackFile file : files) {
      total += file.unpackedSize();
    }
    status.total(Math.max(0, total));
  }
}
