package dev.todoku.recipients;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.message.Resends;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.wire.RecipientNote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What is remembered of a recipient: its latest messages and a few times. Counts are not stored but
 * derived ({@link #standing}), so that a revision, a repeat or an event out of order can never be
 * counted twice.
 *
 * @param firstSeenAt event time of the first outcome, 0 when there was none
 * @param olderAcceptedAt last acceptance among messages that are no longer kept
 * @param resetAt time of the last reset command, 0 when there was none
 * @param suppressedAt time of the last suppress command, 0 when there was none
 * @param complainedAt time of the last complaint about a message that is no longer kept, 0 when
 *     there was none
 * @param messages the latest messages of which something came back, oldest first
 * @param underWay the latest messages that wait for an answer, oldest first
 * @param notes what happened to the address apart from them, the latest, oldest first
 * @param vouchedAt when somebody last said that the address is right, 0 when nobody did
 */
public record RecipientState(
    long firstSeenAt,
    long olderAcceptedAt,
    long resetAt,
    long suppressedAt,
    long complainedAt,
    List<RecentMessage> messages,
    List<UnderWay> underWay,
    List<RecipientNote> notes,
    long vouchedAt) {

  /** How many messages are kept: more than any threshold. */
  public static final int MESSAGES_KEPT = SuppressionThresholds.HIGHEST;

  /** How many messages are kept that wait for an answer. */
  static final int UNDER_WAY_KEPT = 4;

  /** How many notes are kept. */
  public static final int NOTES_KEPT = 20;

  /** How long an acceptance proves that an address lives. */
  private static final long PROOF_MS = 90L * 24 * 60 * 60 * 1000;

  private static final Comparator<RecentMessage> OLDEST_FIRST =
      Comparator.comparingLong(RecentMessage::at).thenComparing(RecentMessage::messageId);

  /** A recipient of whom nothing is known. */
  public static final RecipientState NONE =
      new RecipientState(0, 0, 0, 0, 0, List.of(), List.of(), List.of(), 0);

  /** Message-IDs of the latest messages, the latest first; those under way before all others. */
  public List<String> latestMessages() {
    List<String> latest = new ArrayList<>();
    messages.forEach(mark -> latest.add(0, mark.messageId()));
    underWay.forEach(sent -> latest.add(0, sent.messageId()));
    return List.copyOf(latest);
  }

  /**
   * What is left of a message once its facts are gone; empty when nothing is.
   *
   * @param name of the message
   * @param recipient in normal form
   */
  public Optional<Outcome> remembered(String name, String recipient) {
    return message(name).map(mark -> mark.outcome(recipient));
  }

  /** Whether no message was answered and no command was given, whatever is under way. */
  boolean isUnheard() {
    return firstSeenAt == 0 && resetAt == 0 && suppressedAt == 0 && messages.isEmpty();
  }

  /**
   * The name of a message of {@code messageId}: that, unless a message of the same id is known that
   * was sent at another time.
   *
   * @param sentAt when it was sent, 0 when unknown
   */
  public String nameOf(String messageId, long sentAt) {
    boolean isKnown = false;
    for (RecentMessage mark : messages) {
      if (Resends.messageId(mark.messageId()).equals(messageId)) {
        if (!Resends.areApart(mark.sentAt(), sentAt)) {
          return mark.messageId();
        }
        isKnown = true;
      }
    }
    for (UnderWay sent : underWay) {
      if (Resends.messageId(sent.messageId()).equals(messageId)) {
        if (!Resends.areApart(sent.sentAt(), sentAt)) {
          return sent.messageId();
        }
        isKnown = true;
      }
    }
    return isKnown ? Resends.name(messageId, sentAt) : messageId;
  }

  /** This state with one more note; what is there already is not noted twice. */
  public RecipientState withNote(RecipientNote note) {
    if (notes.contains(note)) {
      return this;
    }
    List<RecipientNote> next = new ArrayList<>(notes);
    next.add(note);
    next.sort(Comparator.comparingLong(RecipientNote::time));
    return new RecipientState(
        firstSeenAt,
        olderAcceptedAt,
        resetAt,
        suppressedAt,
        complainedAt,
        messages,
        underWay,
        List.copyOf(next.subList(Math.max(0, next.size() - NOTES_KEPT), next.size())),
        vouchedAt);
  }

  /** Event time of the latest fact, 0 when there is none. */
  long lastHeardAt() {
    long last = Math.max(Math.max(resetAt, suppressedAt), lastComplaintAt(confirmed(null)));
    for (RecentMessage mark : messages) {
      last = Math.max(last, mark.at());
    }
    return last;
  }

  Optional<RecentMessage> message(String messageId) {
    for (RecentMessage mark : messages) {
      if (mark.messageId().equals(messageId)) {
        return Optional.of(mark);
      }
    }
    return Optional.empty();
  }

  /** This state with {@code mark} in the place of what was known of the same message. */
  RecipientState with(RecentMessage mark) {
    List<RecentMessage> next = new ArrayList<>(messages.size() + 1);
    for (RecentMessage other : messages) {
      if (!other.messageId().equals(mark.messageId())) {
        next.add(other);
      }
    }
    next.add(mark);
    next.sort(OLDEST_FIRST);
    long olderAccepted = olderAcceptedAt;
    long olderComplained = complainedAt;
    if (next.size() > MESSAGES_KEPT) {
      RecentMessage forgotten = next.remove(indexToForget(next));
      if (forgotten.kind() == RecentMessage.Kind.ACCEPTED) {
        olderAccepted = Math.max(olderAccepted, forgotten.acceptedAt());
      }
      olderComplained = Math.max(olderComplained, forgotten.complainedAt());
    }
    long first = firstSeenAt == 0 ? mark.at() : Math.min(firstSeenAt, mark.at());
    return new RecipientState(
            first,
            olderAccepted,
            resetAt,
            suppressedAt,
            olderComplained,
            next,
            underWay,
            notes,
            vouchedAt)
        .without(mark.messageId());
  }

  /** This state with a message that waits for an answer, unless it has one. */
  public RecipientState withUnderWay(String messageId, long sentAt) {
    if (message(messageId).isPresent()) {
      return this;
    }
    List<UnderWay> next = new ArrayList<>(without(messageId).underWay);
    next.add(new UnderWay(messageId, sentAt));
    next.sort(Comparator.comparingLong(UnderWay::sentAt).thenComparing(UnderWay::messageId));
    return withUnderWay(next.size() > UNDER_WAY_KEPT ? next.subList(1, next.size()) : next);
  }

  private RecipientState without(String messageId) {
    List<UnderWay> rest = new ArrayList<>(underWay);
    return rest.removeIf(sent -> sent.messageId().equals(messageId)) ? withUnderWay(rest) : this;
  }

  private RecipientState withUnderWay(List<UnderWay> sends) {
    return new RecipientState(
        firstSeenAt,
        olderAcceptedAt,
        resetAt,
        suppressedAt,
        complainedAt,
        messages,
        List.copyOf(sends),
        notes,
        vouchedAt);
  }

  /** The oldest message that does not count as a failure, else the oldest. */
  private static int indexToForget(List<RecentMessage> oldestFirst) {
    for (int i = 0; i < oldestFirst.size(); i++) {
      if (!oldestFirst.get(i).kind().isCounted()) {
        return i;
      }
    }
    return 0;
  }

  /** As {@link #withReset}, by somebody who knows that the address is right. */
  RecipientState withVouch(long time) {
    RecipientState reset = withReset(time);
    return new RecipientState(
        reset.firstSeenAt,
        reset.olderAcceptedAt,
        reset.resetAt,
        reset.suppressedAt,
        reset.complainedAt,
        reset.messages,
        reset.underWay,
        reset.notes,
        Math.max(vouchedAt, time));
  }

  RecipientState withReset(long time) {
    return new RecipientState(
        firstSeenAt,
        olderAcceptedAt,
        Math.max(resetAt, time),
        suppressedAt,
        complainedAt,
        messages,
        underWay,
        notes,
        vouchedAt);
  }

  RecipientState withSuppression(long time) {
    return new RecipientState(
        firstSeenAt,
        olderAcceptedAt,
        resetAt,
        Math.max(suppressedAt, time),
        complainedAt,
        messages,
        underWay,
        notes,
        vouchedAt);
  }

  /**
   * Whether a plausible bounce message for another message, a day or more apart, confirms one.
   *
   * @param messageId of the message it came for
   * @param receivedAt when it came, 0 when none did
   */
  boolean confirmsBounce(String messageId, long receivedAt) {
    return receivedAt != 0
        && confirms(messageId, null, receivedAt, PlausibleReport::bounceReceivedAt);
  }

  /** The same of a plausible complaint. */
  boolean confirmsComplaint(String messageId, long receivedAt) {
    return receivedAt != 0
        && confirms(messageId, null, receivedAt, PlausibleReport::complaintReceivedAt);
  }

  private boolean confirms(
      String messageId, String without, long receivedAt, ToLongFunction<PlausibleReport> other) {
    return messages.stream()
        .filter(mark -> !mark.messageId().equals(messageId) && !mark.messageId().equals(without))
        .filter(mark -> mark.plausible() != null)
        .anyMatch(
            mark -> PlausibleReport.areApart(receivedAt, other.applyAsLong(mark.plausible())));
  }

  /**
   * The messages, with what is plausible taken as proven where it is confirmed.
   *
   * @param without Message-ID of one that confirms nothing, null for none
   */
  private List<RecentMessage> confirmed(String without) {
    boolean isAllProven = true;
    for (RecentMessage mark : messages) {
      isAllProven &= mark.plausible() == null;
    }
    return isAllProven
        ? messages
        : messages.stream().map(mark -> confirmed(mark, without)).toList();
  }

  private RecentMessage confirmed(RecentMessage mark, String without) {
    PlausibleReport plausible = mark.plausible();
    return plausible == null
        ? mark
        : mark.confirmed(
            confirms(
                mark.messageId(),
                without,
                plausible.bounceReceivedAt(),
                PlausibleReport::bounceReceivedAt),
            confirms(
                mark.messageId(),
                without,
                plausible.complaintReceivedAt(),
                PlausibleReport::complaintReceivedAt));
  }

  /**
   * What the state comes to. Failures count from the last standing acceptance or reset on. A dead
   * address that took mail within 90 days counts as soft (case 6): before the block that may hide
   * behind such a reply is ruled out, one reply does not cost a living recipient. A reply that may
   * mean something else counts as soft, too, until a second one calls the address dead.
   */
  SuppressionStatus standing(SuppressionThresholds thresholds) {
    List<RecentMessage> known = confirmed(null);
    long lastAccepted = lastAcceptedAt(known);
    long since = Math.max(lastAccepted, resetAt);
    boolean isDoubtRuledOut = deadSince(known, since) > 1;
    int dead = 0;
    int soft = 0;
    long lastFailure = 0;
    List<RecipientHealth.Failure> because = new ArrayList<>();
    for (RecentMessage mark : known) {
      if (mark.kind().isFailure() && mark.kind() != RecentMessage.Kind.UNBELIEVED) {
        lastFailure = Math.max(lastFailure, mark.at());
      }
      if (!mark.kind().isCounted() || mark.at() <= since) {
        continue;
      }
      boolean isDead =
          mark.kind() == RecentMessage.Kind.DEAD
              && (!mark.doubtful() || isDoubtRuledOut)
              && !isWithinProof(Math.max(lastAccepted, vouchedAt), mark.at());
      dead += isDead ? 1 : 0;
      soft += isDead ? 0 : 1;
      because.add(
          new RecipientHealth.Failure(
              Resends.messageId(mark.messageId()), mark.at(), mark.reason(), isDead));
    }
    boolean suppressed =
        suppressedAt > resetAt
            || lastComplaintAt(known) > resetAt
            || dead >= thresholds.dead()
            || soft >= thresholds.soft();
    boolean proven = lastAccepted != 0 && lastFailure <= lastAccepted;
    return new SuppressionStatus(dead, soft, suppressed, lastAccepted, proven, because);
  }

  private static long deadSince(List<RecentMessage> known, long since) {
    return known.stream()
        .filter(mark -> mark.kind() == RecentMessage.Kind.DEAD && mark.at() > since)
        .count();
  }

  /**
   * What was known of the recipient at {@code time} without the message {@code messageId}. Refusals
   * that are not the recipient's fault say nothing about it.
   */
  Contact contact(String messageId, long time) {
    long accepted = olderAcceptedAt <= time ? olderAcceptedAt : 0;
    long failed = 0;
    boolean isFirst = olderAcceptedAt == 0;
    for (RecentMessage mark : confirmed(messageId)) {
      if (mark.messageId().equals(messageId)) {
        continue;
      }
      boolean wasAccepted = mark.acceptedAt() != 0 && mark.acceptedAt() <= time;
      boolean hasFailed = mark.kind().isFailure() && mark.at() <= time;
      if (wasAccepted || mark.at() <= time) {
        isFirst = false;
      }
      if (wasAccepted && !hasFailed) {
        accepted = Math.max(accepted, mark.acceptedAt());
      } else if (hasFailed && mark.kind().isCounted()) {
        failed = Math.max(failed, mark.at());
      }
    }
    if (isFirst) {
      return Contact.FIRST;
    }
    return isWithinProof(accepted, time) && failed <= accepted ? Contact.PROVEN : Contact.UNPROVEN;
  }

  private long lastComplaintAt(List<RecentMessage> known) {
    long last = complainedAt;
    for (RecentMessage mark : known) {
      last = Math.max(last, mark.complainedAt());
    }
    return last;
  }

  private long lastAcceptedAt(List<RecentMessage> known) {
    long last = olderAcceptedAt;
    for (RecentMessage mark : known) {
      if (mark.kind() == RecentMessage.Kind.ACCEPTED) {
        last = Math.max(last, mark.acceptedAt());
      }
    }
    return last;
  }

  private static boolean isWithinProof(long acceptedAt, long failedAt) {
    return acceptedAt != 0 && failedAt - acceptedAt <= PROOF_MS;
  }
}
