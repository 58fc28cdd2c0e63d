package dev.todoku.recipients;

import dev.todoku.schema.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@link RecentMessage} in the making; its components say what each is. */
final class RecentMessageBuilder {
  private final String messageId;
  private int queueHash;
  private int envelopeHash;
  private long acceptedAt;
  private long at;
  private RecentMessage.Kind kind;
  private Reason reason = Reason.DELIVERED;
  private final RecentMessage.Stream stream;
  private List<MessageCounts.Timed> trials = List.of();
  private long complainedAt;
  private long unsubscribedAt;
  private @Nullable PlausibleReport plausible;
  private long sentAt;
  private boolean doubtful;
  private @Nullable String mailStream;

  RecentMessageBuilder(
      String messageId, long at, RecentMessage.Kind kind, RecentMessage.Stream stream) {
    this.messageId = messageId;
    this.at = at;
    this.kind = kind;
    this.stream = stream;
  }

  RecentMessageBuilder(RecentMessage known) {
    messageId = known.messageId();
    queueHash = known.queueHash();
    envelopeHash = known.envelopeHash();
    acceptedAt = known.acceptedAt();
    at = known.at();
    kind = known.kind();
    reason = known.reason();
    stream = known.stream();
    trials = known.trials();
    complainedAt = known.complainedAt();
    unsubscribedAt = known.unsubscribedAt();
    plausible = known.plausible();
    sentAt = known.sentAt();
    doubtful = known.doubtful();
    mailStream = known.mailStream();
  }

  RecentMessageBuilder identities(int queue, int envelope) {
    queueHash = queue;
    envelopeHash = envelope;
    return this;
  }

  RecentMessageBuilder acceptedAt(long epochMillis) {
    acceptedAt = epochMillis;
    return this;
  }

  RecentMessageBuilder at(long epochMillis) {
    at = epochMillis;
    return this;
  }

  RecentMessageBuilder kind(RecentMessage.Kind counted) {
    kind = counted;
    return this;
  }

  RecentMessageBuilder reason(Reason why) {
    reason = why;
    return this;
  }

  RecentMessageBuilder trials(List<MessageCounts.Timed> attempts) {
    trials = attempts;
    return this;
  }

  RecentMessageBuilder complainedAt(long epochMillis) {
    complainedAt = epochMillis;
    return this;
  }

  RecentMessageBuilder unsubscribedAt(long epochMillis) {
    unsubscribedAt = epochMillis;
    return this;
  }

  RecentMessageBuilder plausible(@Nullable PlausibleReport report) {
    plausible = report;
    return this;
  }

  RecentMessageBuilder sentAt(long epochMillis) {
    sentAt = epochMillis;
    return this;
  }

  RecentMessageBuilder doubtful(boolean isDoubtful) {
    doubtful = isDoubtful;
    return this;
  }

  RecentMessageBuilder mailStream(@Nullable String complainedOf) {
    mailStream = complainedOf;
    return this;
  }

  RecentMessage build() {
    return new RecentMessage(
        messageId,
        queueHash,
        envelopeHash,
        acceptedAt,
        at,
        kind,
        reason,
        stream,
        trials,
        complainedAt,
        unsubscribedAt,
        plausible,
        sentAt,
        doubtful,
        mailStream);
  }
}
