package dev.todoku.recipients;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.message.MessageState;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.wire.MessageUpdate;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Decides what an outcome or a command means for its recipient. */
public final class RecipientJudge {
  private final SuppressionThresholds thresholds;

  public RecipientJudge(SuppressionThresholds thresholds) {
    this.thresholds = thresholds;
  }

  /**
   * Judges what changed about a message. Notices of mail servers count for nobody.
   *
   * @param recipient the recipient in normal form
   * @param exemptions when "user unknown" is not believed
   * @param time event time of the fact that led to the change
   */
  public Judgement onUpdate(
      RecipientState state,
      String recipient,
      MessageUpdate update,
      KnownExemptions exemptions,
      long time) {
    String messageId = update.messageId();
    Outcome proven = update.counted(facts -> facts.counted(false, false)).outcome();
    if (proven.notice()) {
      return new Judgement(state, Optional.empty(), List.of());
    }
    LongFunction<Contact> was = at -> RecipientContact.counted(state, messageId, at);
    MessageCounts counted = counts(state, update.before(), update, was);
    RecipientState known =
        state.with(
            RecentMessage.of(
                messageId,
                proven,
                List.of(),
                isBelieved(proven, exemptions),
                plausible(update, exemptions),
                thresholds.byStream()));
    // Where it is forgotten what a trial was counted by, the trial stays as it was counted.
    LongFunction<Contact> is =
        at ->
            counted.hasTrialAt(at) && was.apply(at) == Contact.FORGOTTEN
                ? Contact.FORGOTTEN
                : RecipientContact.before(known, messageId, at);
    MessageCounts due = counts(known, update.facts(), update, is);
    MessageCounts sure = update.facts().hasReports() ? provenCounts(update, is) : due;
    RecipientState next = known.recounted(messageId, sure.trials());
    List<ProviderDelta> deltas =
        new ArrayList<>(CountChange.between(counted.deltas(), due.deltas()));
    deltas.addAll(CountChange.ofOthers(state, next, messageId));
    return new Judgement(next, change(state, next, recipient, time, null, null), deltas);
  }

  private static @Nullable PlausibleReport plausible(
      MessageUpdate update, KnownExemptions exemptions) {
    if (!update.facts().hasReports()) {
      return null;
    }
    Outcome confirmed = update.counted(facts -> facts.counted(true, true)).outcome();
    return PlausibleReport.of(update.facts(), confirmed, isBelieved(confirmed, exemptions));
  }

  /** What counts of {@code facts}: what is proven, and what other messages confirm. */
  private static MessageCounts counts(
      RecipientState state,
      @Nullable MessageState facts,
      MessageUpdate update,
      LongFunction<Contact> contact) {
    if (facts == null) {
      return MessageCounts.NONE;
    }
    String messageId = update.messageId();
    boolean isBounceConfirmed =
        PlausibleReports.confirmBounce(
            state.messages(), messageId, facts.plausibleBounceReceivedAt());
    boolean isComplaintConfirmed =
        PlausibleReports.confirmComplaint(
            state.messages(), messageId, facts.plausibleComplaintReceivedAt());
    return MessageCounts.of(
        facts.counted(isBounceConfirmed, isComplaintConfirmed),
        messageId,
        update.provider(),
        isBounceConfirmed ? EvidenceGrade.PLAUSIBLE : EvidenceGrade.PROVEN,
        contact);
  }

  private static MessageCounts provenCounts(MessageUpdate update, LongFunction<Contact> contact) {
    return MessageCounts.of(
        update.facts().counted(false, false),
        update.messageId(),
        update.provider(),
        EvidenceGrade.PROVEN,
        contact);
  }

  private static boolean isBelieved(Outcome outcome, KnownExemptions exemptions) {
    return !isSuspect(outcome)
        || exemptions
            .covering(
                outcome.provider(),
                outcome.origin().sourceIp(),
                outcome.origin().fromDomain(),
                outcome.bouncedAt())
            .isEmpty();
  }

  /** Whether an outcome says of a recipient what a provider that hides a block would say. */
  public static boolean isSuspect(Outcome outcome) {
    return !outcome.notice() && RecentMessage.isCandidate(outcome);
  }

  /**
   * Judges a candidate anew: an exemption covers it now, or no longer.
   *
   * @param covering the exemption that covers it, empty when none does
   * @param time event time of the change
   */
  public Judgement onExemption(
      RecipientState state,
      String recipient,
      ExemptionCandidate candidate,
      Optional<SuppressionExemption> covering,
      long time) {
    RecentMessage.Kind from =
        covering.isPresent() ? RecentMessage.Kind.DEAD : RecentMessage.Kind.UNBELIEVED;
    Optional<RecentMessage> mark =
        state.message(candidate.messageId()).filter(known -> known.kind() == from);
    if (mark.isEmpty()) {
      return new Judgement(state, Optional.empty(), List.of());
    }
    RecipientState next = state.with(mark.get().believed(covering.isEmpty()));
    SuppressionStatus was = SuppressionStatus.of(state, thresholds);
    SuppressionStatus is = SuppressionStatus.of(next, thresholds);
    String scope = covering.map(exemption -> exemption.scope().key()).orElse(null);
    RecipientHealth.Change change =
        covering.isPresent() ? RecipientHealth.Change.RELEASED : kind(was, is);
    return new Judgement(
        next,
        was.countsLike(is)
            ? Optional.empty()
            : Optional.of(health(recipient, next, is, time, change, scope)),
        List.of());
  }

  /** Judges a command (case 18). What somebody vouches for is published though nothing counted. */
  public Judgement onCommand(RecipientState state, String recipient, RecipientCommand command) {
    long time = command.time();
    RecipientState next =
        switch (command.action()) {
          case RESET ->
              command.mailStream() == null
                  ? state.withReset(time)
                  : state.withStreamReset(command.mailStream(), time);
          case ADDRESS_CHANGED -> state.withReset(time);
          case SUPPRESS ->
              command.mailStream() == null
                  ? state.withSuppression(time)
                  : state.withStreamSuppression(command.mailStream(), time);
          case VOUCH -> state.withVouch(time);
        };
    RecipientHealth.Change change =
        switch (command.action()) {
          case RESET -> RecipientHealth.Change.RESET;
          case SUPPRESS -> null;
          case VOUCH -> RecipientHealth.Change.VOUCHED;
          case ADDRESS_CHANGED -> RecipientHealth.Change.ADDRESS_CHANGED;
        };
    Optional<RecipientHealth> health =
        change != null && change != RecipientHealth.Change.RESET && !next.equals(state)
            ? Optional.of(
                health(
                    recipient,
                    next,
                    SuppressionStatus.of(next, thresholds),
                    time,
                    change,
                    command.whoAndWhy()))
            : change(state, next, recipient, time, change, command.whoAndWhy());
    return new Judgement(next, health, List.of());
  }

  /**
   * What holds of a recipient now; empty when nothing has come of it, or mail was only sent to it.
   *
   * @param recipient the recipient in normal form
   */
  public Optional<RecipientHealth> healthOf(String recipient, RecipientState state) {
    if (state.isUnanswered()) {
      return Optional.empty();
    }
    SuppressionStatus standing = SuppressionStatus.of(state, thresholds);
    RecipientHealth.Change change =
        standing.suppressed()
            ? RecipientHealth.Change.SUPPRESSED
            : standing.because().isEmpty()
                ? RecipientHealth.Change.RECOVERED
                : RecipientHealth.Change.COUNTED;
    return Optional.of(
        health(recipient, state, standing, SuppressionStatus.lastEventAt(state), change, null));
  }

  private Optional<RecipientHealth> change(
      RecipientState before,
      RecipientState after,
      String recipient,
      long time,
      RecipientHealth.@Nullable Change commanded,
      @Nullable String note) {
    SuppressionStatus was = SuppressionStatus.of(before, thresholds);
    SuppressionStatus is = SuppressionStatus.of(after, thresholds);
    if (is.countsLike(was)) {
      return Optional.empty();
    }
    return Optional.of(
        health(recipient, after, is, time, commanded == null ? kind(was, is) : commanded, note));
  }

  private static RecipientHealth health(
      String recipient,
      RecipientState state,
      SuppressionStatus standing,
      long time,
      RecipientHealth.Change change,
      @Nullable String note) {
    return RecipientHealth.builder(recipient, time, change)
        .deadCount(standing.deadCount())
        .softCount(standing.softCount())
        .suppressed(standing.suppressed())
        .proven(standing.proven())
        .firstSeenAt(state.firstSeenAt())
        .lastAcceptedAt(standing.lastAcceptedAt())
        .because(standing.because())
        .note(note)
        .suppressedStreams(standing.suppressedStreams())
        .build();
  }

  private static RecipientHealth.Change kind(SuppressionStatus was, SuppressionStatus is) {
    boolean isStreamSuppressed = !was.suppressedStreams().containsAll(is.suppressedStreams());
    if ((is.suppressed() && !was.suppressed()) || isStreamSuppressed) {
      return RecipientHealth.Change.SUPPRESSED;
    }
    boolean fell =
        is.deadCount() + is.softCount() < was.deadCount() + was.softCount()
            || (was.suppressed() && !is.suppressed())
            || !is.suppressedStreams().containsAll(was.suppressedStreams());
    return fell ? RecipientHealth.Change.RECOVERED : RecipientHealth.Change.COUNTED;
  }
}
