package dev.todoku.recipients;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.message.Resends;
import dev.todoku.schema.Outcome;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.wire.RecipientNote;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is remembered of a recipient: its latest messages and a few times. Counts are not stored but
 * derived ({@link SuppressionStatus#of}), so that a revision, a repeat or an event out of order can
 * never be counted twice.
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
 * @param streams what was said of single mail streams, the latest, in the order of their names
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
    long vouchedAt,
    List<StreamSuppression> streams) {

  /** How many messages are kept: more than any threshold. */
  public static final int MESSAGES_KEPT = SuppressionThresholds.HIGHEST;

  /** How many messages are kept that wait for an answer. */
  static final int UNDER_WAY_KEPT = 4;

  /** Of how many mail streams it is kept what was said of them. */
  static final int STREAMS_KEPT = 16;

  /** How many notes are kept. */
  public static final int NOTES_KEPT = 20;

  private static final Comparator<RecentMessage> OLDEST_FIRST =
      Comparator.comparingLong(RecentMessage::at).thenComparing(RecentMessage::messageId);

  /** A recipient of whom nothing is known. */
  public static final RecipientState NONE =
      new RecipientState(0, 0, 0, 0, 0, List.of(), List.of(), List.of(), 0, List.of());

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
  boolean isUnanswered() {
    return firstSeenAt == 0
        && resetAt == 0
        && suppressedAt == 0
        && messages.isEmpty()
        && streams.isEmpty();
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
    return toBuilder()
        .notes(List.copyOf(next.subList(Math.max(0, next.size() - NOTES_KEPT), next.size())))
        .build();
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
    Optional<StreamSuppression> forgottenComplaint = Optional.empty();
    if (next.size() > MESSAGES_KEPT) {
      RecentMessage forgotten = next.remove(indexToForget(next));
      if (forgotten.kind() == RecentMessage.Kind.ACCEPTED) {
        olderAccepted = Math.max(olderAccepted, forgotten.acceptedAt());
      }
      if (forgotten.mailStream() == null) {
        olderComplained = Math.max(olderComplained, forgotten.complainedAt());
      } else {
        forgottenComplaint = forgotten.streamComplaint();
      }
    }
    long first = firstSeenAt == 0 ? mark.at() : Math.min(firstSeenAt, mark.at());
    return toBuilder()
        .firstSeenAt(first)
        .olderAcceptedAt(olderAccepted)
        .complainedAt(olderComplained)
        .messages(next)
        .build()
        .with(forgottenComplaint)
        .without(mark.messageId());
  }

  /**
   * This state with the trials of a message, and those of all others counted by what is known now.
   * Where it is forgotten what one was counted by, it stays so.
   */
  RecipientState recounted(String changed, List<MessageCounts.Timed> trials) {
    List<RecentMessage> next = new ArrayList<>(messages.size());
    for (RecentMessage mark : messages) {
      next.add(mark.withTrials(mark.messageId().equals(changed) ? trials : recounted(mark)));
    }
    return next.equals(messages) ? this : toBuilder().messages(next).build();
  }

  private List<MessageCounts.Timed> recounted(RecentMessage mark) {
    if (mark.trials().isEmpty()) {
      return mark.trials();
    }
    List<MessageCounts.Timed> trials = new ArrayList<>(mark.trials().size());
    for (MessageCounts.Timed trial : mark.trials()) {
      trials.add(
          trial.contact() == Contact.FORGOTTEN
              ? trial
              : trial.countedBy(RecipientContact.before(this, mark.messageId(), trial.at())));
    }
    return trials;
  }

  private RecipientState with(Optional<StreamSuppression> complaint) {
    return complaint
        .map(known -> withStreamSuppression(known.mailStream(), known.suppressedAt()))
        .orElse(this);
  }

  /** This state with a mail stream that is not to be sent any more. */
  RecipientState withStreamSuppression(String mailStream, long time) {
    return withStream(stream(mailStream).suppressed(time));
  }

  /** This state with a mail stream that may be sent again. */
  RecipientState withStreamReset(String mailStream, long time) {
    return withStream(stream(mailStream).reset(time));
  }

  private StreamSuppression stream(String mailStream) {
    return streams.stream()
        .filter(known -> known.mailStream().equals(mailStream))
        .findFirst()
        .orElse(new StreamSuppression(mailStream, 0, 0));
  }

  private RecipientState withStream(StreamSuppression stream) {
    List<StreamSuppression> next = new ArrayList<>(streams);
    next.removeIf(known -> known.mailStream().equals(stream.mailStream()));
    next.add(stream);
    next.sort(Comparator.comparingLong(StreamSuppression::at).reversed());
    List<StreamSuppression> kept =
        new ArrayList<>(next.subList(0, Math.min(next.size(), STREAMS_KEPT)));
    kept.sort(Comparator.comparing(StreamSuppression::mailStream));
    return toBuilder().streams(List.copyOf(kept)).build();
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
    return toBuilder().underWay(List.copyOf(sends)).build();
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
    return withReset(time).toBuilder().vouchedAt(Math.max(vouchedAt, time)).build();
  }

  RecipientState withReset(long time) {
    return toBuilder().resetAt(Math.max(resetAt, time)).build();
  }

  RecipientState withSuppression(long time) {
    return toBuilder().suppressedAt(Math.max(suppressedAt, time)).build();
  }

  RecipientStateBuilder toBuilder() {
    return new RecipientStateBuilder(this);
  }
}
