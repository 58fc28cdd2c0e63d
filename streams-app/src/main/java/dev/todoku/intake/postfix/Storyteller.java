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

/**
 * Makes events of the lines of a queue id, whatever their order.
 *
 * <p>A line says either who the message is (its id, its sender) or what became of it. The second
 * kind waits until the first is known: an envelope sender and a qualified Message-ID. From then on
 * each line is told as it comes, and what it says does not hang on the lines before it, with these
 * exceptions, each of which corrects itself:
 *
 * <ul>
 *   <li>An expiry concerns whoever was deferred last. When the deferral comes after the expiry, the
 *       expiry is told again, with that deferral's reply. When a delivery comes after it, both have
 *       been told, and a delivery outranks an expiry.
 *   <li>When the sender, the header From or the subject comes after sends were told, the sends are
 *       told again. Where {@code header_checks} log these headers, let the story await them.
 *   <li>A short queue id does not tell when its message was queued. The first attempt told decides
 *       it for all; by another order it may be some tenths of a second off.
 * </ul>
 *
 * <p>Of several qualified ids the one known when the story settles is kept.
 */
public final class Storyteller {
  /** Longer than any queue keeps a message by default (five days) plus a late collector. */
  private static final long USED_AGAIN_AFTER = Duration.ofDays(6).toMillis();

  /** An upload may take this long between queueing and the last header. */
  private static final long ARRIVAL_TOLERANCE = Duration.ofMinutes(15).toMillis();

  /** Lines of one second may stand in any order. */
  private static final long DISORDER = Duration.ofSeconds(2).toMillis();

  private final ReplyClassifier classifier;
  private final UnaryOperator<String> sourceIps;
  private final Set<QueueLine.Header> awaited;
  private final BiFunction<HopAttempt, String, NextHop> hops;

  /**
   * A storyteller for logs without {@code header_checks}.
   *
   * @param classifier names the reason behind a reply
   * @param sourceIps the address that mail of a host comes from; null for a host that it does not
   *     know, whose name is then taken
   */
  public Storyteller(ReplyClassifier classifier, UnaryOperator<String> sourceIps) {
    this(classifier, sourceIps, Set.of());
  }

  /**
   * A storyteller.
   *
   * @param awaited the headers that {@code header_checks} log for every message; a story is not
   *     settled by itself before they are known
   */
  public Storyteller(
      ReplyClassifier classifier, UnaryOperator<String> sourceIps, Set<QueueLine.Header> awaited) {
    this(classifier, sourceIps, awaited, (attempt, host) -> null);
  }

  /**
   * A storyteller that distinguishes the hops of a message's way.
   *
   * @param hops the hop of an attempt of a host, null where it is the recipient's
   */
  public Storyteller(
      ReplyClassifier classifier,
      UnaryOperator<String> sourceIps,
      Set<QueueLine.Header> awaited,
      BiFunction<HopAttempt, String, NextHop> hops) {
    this.hops = hops;
    this.classifier = classifier;
    this.sourceIps = sourceIps;
    this.awaited = Set.copyOf(awaited);
  }

  /**
   * Takes in a line.
   *
   * @param story the story of the line's host and queue id, null when there is none yet
   */
  public Told tell(Story story, QueueLine line) {
    if (story == null) {
      Story begun = Story.begin(line.host(), line.queueId());
      return saysNothingAlone(line) ? Told.unchanged(begun) : tellOn(begun, line);
    }
    if (!isOfAnotherMessage(story, line)) {
      return tellOn(story, line);
    }
    Told last = settle(story);
    Told first = tell(null, line);
    List<MailEvent> events = new ArrayList<>(last.events());
    events.addAll(first.events());
    return new Told(first.next(), true, events, last.leftOut() + first.leftOut());
  }

  /**
   * Makes do with the best id that an unsettled story has: a qualified one, else any Message-ID,
   * else a Resent-Message-ID, else one made of queue id and host. A story that is not {@linkplain
   * Story#isUnsettled unsettled} stays as it is.
   */
  public Told settle(Story story) {
    if (!story.isUnsettled()) {
      return Told.unchanged(story);
    }
    Telling telling = new Telling(story, classifier, sourceIps, awaited, hops);
    telling.settle();
    return telling.told();
  }

  /**
   * Settles a story whose own lines do not name the message.
   *
   * @param messageId of the message, as another story names it
   */
  public Told settle(Story story, String messageId) {
    if (!story.isUnsettled()) {
      return Told.unchanged(story);
    }
    Telling telling = new Telling(story, classifier, sourceIps, awaited, hops);
    telling.settle(messageId);
    return telling.told();
  }

  /** Of a message that is not known otherwise its removal needs no story. */
  private static boolean saysNothingAlone(QueueLine line) {
    return line instanceof QueueLine.RemovedLine || line instanceof QueueLine.PreviousLine;
  }

  private Told tellOn(Story story, QueueLine line) {
    Telling telling = new Telling(story, classifier, sourceIps, awaited, hops);
    telling.hear(line);
    return telling.told();
  }

  /**
   * Short queue ids are an inode and the microseconds of a second: a busy server comes back to the
   * same one. Most lines tell when their message arrived; the others are near it or a retry.
   */
  private static boolean isOfAnotherMessage(Story story, QueueLine line) {
    if (QueueId.isUnique(story.queueId())) {
      return false;
    }
    boolean isUsedAgain = story.removedAt() != 0 && line.time() > story.removedAt() + DISORDER;
    if (isUsedAgain || Math.abs(line.time() - story.touched()) > USED_AGAIN_AFTER) {
      return true;
    }
    return isOfAnotherArrival(line, story.arrival());
  }

  /**
   * Whether a line's message arrived at another time than the one that {@code arrival} is of, 0
   * when that is unknown. A message that is tried after it was queued anew (postsuper -r) may have
   * arrived long before.
   */
  static boolean isOfAnotherArrival(QueueLine line, long arrival) {
    long itsArrival = Telling.arrival(line);
    if (itsArrival == 0 || arrival == 0) {
      return false;
    }
    return itsArrival > arrival + ARRIVAL_TOLERANCE
        || (itsArrival < arrival - ARRIVAL_TOLERANCE && line.time() < arrival - DISORDER);
  }
}
