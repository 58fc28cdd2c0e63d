package dev.todoku.intake.postfix;

import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.hop.HopAttempt;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.NextHop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes events of the lines of a queue id, whatever their order.
 *
 * <p>A line says either who the message is (its id, its sender) or what became of it. The second
 * kind waits until the first is known: an envelope sender and a qualified Message-ID. From then on
 * each line is published as it comes, and what it says does not hang on the lines before it, with
 * these exceptions, each of which corrects itself:
 *
 * <ul>
 *   <li>An expiry concerns whoever was deferred last. When the deferral comes after the expiry, the
 *       expiry is published again, with that deferral's reply. When a delivery comes after it, both
 *       have been published, and a delivery outranks an expiry.
 *   <li>When the sender, the header From or the subject comes after sends were published, the sends
 *       are published again. Where {@code header_checks} log these headers, let the entry await
 *       them.
 *   <li>A short queue id does not say when its message was queued. The first published attempt
 *       decides it for all; by another order it may be some tenths of a second off.
 * </ul>
 *
 * <p>Of several qualified ids the one known when the entry settles is kept.
 */
public final class QueueEntryAssembler {
  /** Longer than any queue keeps a message by default (five days) plus a late collector. */
  private static final long USED_AGAIN_AFTER = Duration.ofDays(6).toMillis();

  /** An upload may take this long between queueing and the last header. */
  private static final long ARRIVAL_TOLERANCE = Duration.ofMinutes(15).toMillis();

  /** Lines of one second may stand in any order. */
  private static final long DISORDER = Duration.ofSeconds(2).toMillis();

  private final Set<QueueLine.Header> awaited;
  private final QueueEntryEvents.Context context;

  /**
   * An assembler for logs without {@code header_checks}.
   *
   * @param classifier names the reason behind a reply
   * @param sourceIps the address that mail of a host comes from; null for a host that it does not
   *     know, whose name is then taken
   */
  public QueueEntryAssembler(ReplyClassifier classifier, UnaryOperator<String> sourceIps) {
    this(classifier, sourceIps, Set.of());
  }

  /**
   * An assembler.
   *
   * @param awaited the headers that {@code header_checks} log for every message; an entry is not
   *     settled by itself before they are known
   */
  public QueueEntryAssembler(
      ReplyClassifier classifier, UnaryOperator<String> sourceIps, Set<QueueLine.Header> awaited) {
    this(classifier, sourceIps, awaited, (attempt, host) -> null);
  }

  /**
   * An assembler that distinguishes the hops of a message's way.
   *
   * @param hops the hop of an attempt of a host, null where it is the recipient's
   */
  public QueueEntryAssembler(
      ReplyClassifier classifier,
      UnaryOperator<String> sourceIps,
      Set<QueueLine.Header> awaited,
      BiFunction<HopAttempt, String, NextHop> hops) {
    this.awaited = Set.copyOf(awaited);
    this.context = new QueueEntryEvents.Context(classifier, sourceIps, hops);
  }

  /**
   * Takes in a line.
   *
   * @param entry the entry of the line's host and queue id, null when there is none yet
   */
  public AssembledEntry assemble(@Nullable QueueEntry entry, QueueLine line) {
    if (entry == null) {
      QueueEntry begun = QueueEntry.begin(line.host(), line.queueId());
      return saysNothingAlone(line)
          ? AssembledEntry.unchanged(begun)
          : assembleFurther(begun, line);
    }
    if (!isOfAnotherMessage(entry, line)) {
      return assembleFurther(entry, line);
    }
    AssembledEntry last = settle(entry);
    AssembledEntry first = assemble(null, line);
    List<MailEvent> events = new ArrayList<>(last.events());
    events.addAll(first.events());
    return new AssembledEntry(first.next(), true, events, last.leftOut() + first.leftOut());
  }

  /**
   * Makes do with the best id that an unsettled entry has: a qualified one, else any Message-ID,
   * else a Resent-Message-ID, else one made of queue id and host. An entry that is not {@linkplain
   * QueueEntry#isUnsettled unsettled} stays as it is.
   */
  public AssembledEntry settle(QueueEntry entry) {
    if (!entry.isUnsettled() || entry.isOfFilterAlone()) {
      return AssembledEntry.unchanged(entry);
    }
    AssemblyStep step = new AssemblyStep(entry, awaited, context);
    step.settle();
    return step.result();
  }

  /**
   * Settles an entry whose own lines do not name the message.
   *
   * @param messageId of the message, as another entry names it
   */
  public AssembledEntry settle(QueueEntry entry, String messageId) {
    if (!entry.isUnsettled()) {
      return AssembledEntry.unchanged(entry);
    }
    AssemblyStep step = new AssemblyStep(entry, awaited, context);
    step.settle(messageId);
    return step.result();
  }

  /** Of a message that is not known otherwise its removal needs no entry. */
  private static boolean saysNothingAlone(QueueLine line) {
    return line instanceof QueueLine.RemovedLine || line instanceof QueueLine.PreviousLine;
  }

  private AssembledEntry assembleFurther(QueueEntry entry, QueueLine line) {
    AssemblyStep step = new AssemblyStep(entry, awaited, context);
    step.onLine(line);
    return step.result();
  }

  /**
   * Short queue ids are an inode and the microseconds of a second: a busy server comes back to the
   * same one. Most lines say when their message arrived; the others are near it or a retry.
   */
  private static boolean isOfAnotherMessage(QueueEntry entry, QueueLine line) {
    if (QueueId.isUnique(entry.queueId())) {
      return false;
    }
    boolean isUsedAgain = entry.removedAt() != 0 && line.time() > entry.removedAt() + DISORDER;
    if (isUsedAgain || Math.abs(line.time() - entry.touched()) > USED_AGAIN_AFTER) {
      return true;
    }
    return isOfAnotherArrival(line, entry.arrival());
  }

  /**
   * Whether a line's message arrived at another time than the one that {@code arrival} is of, 0
   * when that is unknown. A message that is tried after it was queued anew (postsuper -r) may have
   * arrived long before.
   */
  static boolean isOfAnotherArrival(QueueLine line, long arrival) {
    long itsArrival = AssemblyStep.arrival(line);
    if (itsArrival == 0 || arrival == 0) {
      return false;
    }
    return itsArrival > arrival + ARRIVAL_TOLERANCE
        || (itsArrival < arrival - ARRIVAL_TOLERANCE && line.time() < arrival - DISORDER);
  }
}
