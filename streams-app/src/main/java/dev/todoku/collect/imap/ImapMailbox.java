package dev.todoku.collect.imap;

import dev.todoku.collect.BackgroundLook;
import dev.todoku.collect.CollectedEntry;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.EntryType;
import dev.todoku.collect.SourceStatus;
import dev.todoku.collect.maildir.Maildir;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jspecify.annotations.Nullable;

/**
 * A folder of an IMAP server, each message of which is given once, in the order in which they came.
 * Nothing in it is changed, not even "seen": how far it has been read is known by the last
 * message's UID (RFC 9051 section 2.3.1.1). Where the server has renumbered the folder, it is read
 * anew.
 *
 * <p>The connection stays open and is made anew when it breaks. It is waited for in a thread of its
 * own, so that a server that does not answer holds up no other source. A server that has IDLE (RFC
 * 2177) says when something comes; another one is looked at every ten seconds.
 */
public final class ImapMailbox implements CollectorSource {
  /** Held in memory; messages of bounces are small, and one has a MiB at most. */
  private static final int MOST_WAITING = 20;

  private static final long EVERY_MS = 10_000;

  /** So often it is looked whether the server that says nothing is still there. */
  private static final long LONGEST_IDLE_MS = 120_000;

  /** A server may say something all the time, of other messages. */
  private static final long SHORTEST_MS = 1_000;

  private final BackgroundLook<Look> looking;
  private final ImapAccount account;
  private final Maildir.Clock clock;
  private final int maxLength;
  private final SourceStatus status;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, byte[]> changed = new HashMap<>();
  private Position position;
  private @Nullable Store store;
  private @Nullable Folder folder;
  private volatile @Nullable MailboxIdle idle;
  private int count;
  private long lookedAt;
  private long readUntil;
  private long fetched;

  /** {@code bytes} is null when the message is too long, or gone. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Waiting(long uid, byte @Nullable [] bytes, long time) {}

  /** {@code isAtEnd}: there was no more. {@code canIdle}: the server says when there is. */
  private record Look(List<Waiting> found, boolean isAtEnd, boolean canIdle) {}

  /** What has been given: all messages up to {@code uid} of the folder as numbered by then. */
  private record Position(long validity, long uid) {
    static Position of(byte @Nullable [] stored) {
      if (stored == null) {
        return new Position(0, 0);
      }
      String[] numbers = new String(stored, StandardCharsets.US_ASCII).split(":", -1);
      return new Position(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    }

    byte[] encoded() {
      return (validity + ":" + uid).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /**
   * Nothing is read yet, and nobody is connected.
   *
   * @param stored the positions of all sources, by their key
   * @param clock when a message came, by its header; else the server's date counts
   * @param maxLength largest message in bytes
   */
  public ImapMailbox(
      ImapAccount account, Map<String, byte[]> stored, Maildir.Clock clock, int maxLength) {
    this(account, stored, clock, maxLength, BackgroundLook.inThread("imap"));
  }

  ImapMailbox(
      ImapAccount account,
      Map<String, byte[]> stored,
      Maildir.Clock clock,
      int maxLength,
      Executor background) {
    this.looking = new BackgroundLook<>(background);
    this.account = account;
    this.clock = clock;
    this.maxLength = maxLength;
    this.status = new SourceStatus(account.name());
    this.position = Position.of(stored.get(account.name()));
    this.fetched = position.uid();
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
    if (!looking.isRunning()) {
      MailboxIdle waits = idle;
      if (waits != null && waits.isWaiting() && now - lookedAt < LONGEST_IDLE_MS) {
        readUntil = now;
        return;
      }
      boolean isNews = waits != null && !waits.isRefused() && !waits.isWaiting();
      if (now - lookedAt >= (isNews ? SHORTEST_MS : EVERY_MS)) {
        lookedAt = now;
        looking.begin(this::look);
      }
    }
    looking.take().ifPresent(this::take);
  }

  private void take(Look look) {
    if (look.found().isEmpty() && look.canIdle() && folder instanceof IMAPFolder atServer) {
      idle = MailboxIdle.begin(atServer, count);
    }
    waiting.addAll(look.found());
    readUntil = look.found().isEmpty() ? lookedAt : readUntil;
    // What is behind is read on at once.
    lookedAt = look.isAtEnd() ? lookedAt : 0;
  }

  /** Runs while nothing waits, when nobody else uses the connection or the position. */
  private Look look() throws IOException {
    try {
      return fetch((UIDFolder) open());
    } catch (MessagingException e) {
      disconnect();
      throw new IOException(e.getMessage(), e);
    } catch (IOException e) {
      disconnect();
      throw e;
    }
  }

  /** Whether the server is to say when something comes. */
  boolean isIdle() {
    MailboxIdle waits = idle;
    return waits != null && waits.isWaiting();
  }

  private Folder open() throws MessagingException, IOException {
    Folder known = folder;
    if (known != null && known.isOpen() && store != null && store.isConnected()) {
      // Makes the server report what is new, and ends the wait for it.
      count = known.getMessageCount();
      return known;
    }
    disconnect();
    idle = null;
    Store connected = account.connect();
    store = connected;
    Folder opened = connected.getFolder(account.folder());
    folder = opened;
    opened.open(Folder.READ_ONLY);
    count = opened.getMessageCount();
    long validity = ((UIDFolder) opened).getUIDValidity();
    if (validity != position.validity()) {
      position = new Position(validity, 0);
      fetched = 0;
    }
    return opened;
  }

  private Look fetch(UIDFolder byUid) throws MessagingException, IOException {
    // The last message is always in the answer, whatever its UID (RFC 9051 section 9,
    // sequence-set).
    Message[] found = byUid.getMessagesByUID(fetched + 1, UIDFolder.LASTUID);
    Map<Message, Long> uids = new HashMap<>();
    for (Message message : found) {
      if (message != null && byUid.getUID(message) > fetched) {
        uids.put(message, byUid.getUID(message));
      }
    }
    List<Map.Entry<Message, Long>> next =
        uids.entrySet().stream().sorted(Comparator.comparingLong(Map.Entry::getValue)).toList();
    List<Waiting> read = new ArrayList<>();
    for (Map.Entry<Message, Long> message : next.subList(0, Math.min(MOST_WAITING, next.size()))) {
      read.add(read(message.getKey(), message.getValue()));
    }
    fetched = read.isEmpty() ? fetched : read.get(read.size() - 1).uid();
    return new Look(read, next.size() <= MOST_WAITING, canIdle());
  }

  private boolean canIdle() throws MessagingException {
    MailboxIdle last = idle;
    boolean isRefused = last != null && last.isRefused();
    return !isRefused && store instanceof IMAPStore server && server.hasCapability("IDLE");
  }

  private Waiting read(Message message, long uid) throws MessagingException, IOException {
    Date arrived = message.getReceivedDate();
    long time = arrived == null ? 0 : arrived.toInstant().toEpochMilli();
    if (message.getSize() > maxLength) {
      return new Waiting(uid, null, time);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(Math.max(0, message.getSize()));
    message.writeTo(bytes);
    byte[] content = bytes.toByteArray();
    return content.length > maxLength
        ? new Waiting(uid, null, time)
        : new Waiting(uid, content, clock.of(new ByteArrayInputStream(content)).orElse(time));
  }

  @Override
  public @Nullable CollectedEntry take() {
    Waiting message = waiting.remove();
    position = new Position(position.validity(), message.uid());
    changed.put(account.name(), position.encoded());
    if (message.bytes() == null) {
      status.onTooLong();
      return null;
    }
    status.onBytes(message.bytes().length);
    String key = "imap-" + position.validity() + '-' + message.uid();
    return new CollectedEntry(EntryType.BOUNCE, key, message.bytes(), message.time());
  }

  @Override
  public Map<String, byte[]> changedPositions() {
    Map<String, byte[]> copy = new HashMap<>(changed);
    changed.clear();
    return copy;
  }

  @Override
  public void close() {
    disconnect();
  }

  private void disconnect() {
    try {
      if (store != null) {
        store.close();
      }
    } catch (MessagingException e) {
      // It was broken already.
    }
    store = null;
    folder = null;
  }
}
