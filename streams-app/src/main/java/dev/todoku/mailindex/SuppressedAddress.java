package dev.todoku.mailindex;

import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.text.Csv;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An address to which no mail is to be sent, or none of some mail streams.
 *
 * @param recipient in normal form
 * @param since event time of what suppressed it, epoch milliseconds
 * @param why what kind of thing suppressed it
 * @param reason why its latest failure that counts failed; null where none counts
 * @param deadCount messages refused as dead
 * @param softCount messages given up for other faults of the recipient
 * @param failures the failures that count, oldest first
 * @param note who suppressed it and why, where somebody did; null for others
 * @param streams the mail streams that are not to be sent to it; empty where all mail is not
 */
public record SuppressedAddress(
    String recipient,
    long since,
    Why why,
    @Nullable Reason reason,
    int deadCount,
    int softCount,
    List<RecipientHealth.Failure> failures,
    @Nullable String note,
    List<String> streams) {

  /** Name of the column that has the mail streams. */
  public static final String STREAMS_COLUMN = "mail_streams";

  /** Between the names of streams in a cell of CSV. */
  private static final String BETWEEN = ";";

  /** What suppressed an address. */
  public enum Why {
    /** Mail to it was refused as dead. */
    DEAD,
    /** Mail to it was given up too often. */
    SOFT,
    /** The recipient complained or unsubscribed. */
    COMPLAINT,
    /** Somebody said so. */
    COMMAND
  }

  /**
   * What a record makes of what was known; empty when the address is not suppressed any more.
   *
   * @param known what was known, null when it was not suppressed
   */
  public static Optional<SuppressedAddress> after(
      @Nullable SuppressedAddress known, RecipientHealth health) {
    if (!health.suppressed() && health.suppressedStreams().isEmpty()) {
      return Optional.empty();
    }
    SuppressedAddress before = health.change() == RecipientHealth.Change.SUPPRESSED ? null : known;
    String note = before == null ? health.note() : before.note();
    List<RecipientHealth.Failure> failures = health.because();
    return Optional.of(
        new SuppressedAddress(
            health.recipient(),
            before == null ? health.time() : before.since(),
            why(health, note),
            failures.isEmpty() ? null : failures.get(failures.size() - 1).reason(),
            health.deadCount(),
            health.softCount(),
            failures,
            note,
            health.suppressed() ? List.of() : health.suppressedStreams()));
  }

  /**
   * What may be seen of it by those who may see some mail only: the failures of that mail, without
   * what others wrote of the address; empty where none of it failed.
   */
  public Optional<SuppressedAddress> part(Predicate<RecipientHealth.Failure> seen) {
    List<RecipientHealth.Failure> own = failures.stream().filter(seen).toList();
    return own.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SuppressedAddress(
                recipient,
                since,
                why,
                own.get(own.size() - 1).reason(),
                (int) own.stream().filter(RecipientHealth.Failure::dead).count(),
                (int) own.stream().filter(failure -> !failure.dead()).count(),
                own,
                null,
                streams));
  }

  /** Names of the columns of {@link #csv}. */
  public static String csvHeader() {
    return Csv.row(
        "recipient",
        "since",
        "cause",
        "reason",
        "dead",
        "soft",
        "why",
        "message_ids",
        STREAMS_COLUMN);
  }

  /** As a row of CSV. */
  public String csv() {
    return Csv.row(
        recipient,
        Instant.ofEpochMilli(since),
        why,
        reason,
        deadCount,
        softCount,
        note,
        failures.stream().map(RecipientHealth.Failure::messageId).collect(Collectors.joining(" ")),
        String.join(BETWEEN, streams));
  }

  /** Reads the cell of {@link #STREAMS_COLUMN}; empty for null. */
  public static List<String> streams(@Nullable String cell) {
    return cell == null
        ? List.of()
        : Arrays.stream(cell.split(BETWEEN, -1))
            .map(String::strip)
            .filter(s -> !s.isEmpty())
            .toList();
  }

  private static Why why(RecipientHealth health, @Nullable String note) {
    if (note != null) {
      return Why.COMMAND;
    }
    if (!health.suppressed()) {
      return Why.COMPLAINT;
    }
    if (health.deadCount() > 0) {
      return Why.DEAD;
    }
    return health.softCount() > 0 ? Why.SOFT : Why.COMPLAINT;
  }
}
