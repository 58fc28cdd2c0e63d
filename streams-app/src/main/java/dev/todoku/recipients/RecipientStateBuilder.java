package dev.todoku.recipients;

import dev.todoku.wire.RecipientNote;
import java.util.List;

/**
 * A {@link RecipientState} that is as another but for what is set; its components say what each is.
 */
final class RecipientStateBuilder {
  private long firstSeenAt;
  private long olderAcceptedAt;
  private long resetAt;
  private long suppressedAt;
  private long complainedAt;
  private List<RecentMessage> messages;
  private List<UnderWay> underWay;
  private List<RecipientNote> notes;
  private long vouchedAt;
  private List<StreamSuppression> streams;

  RecipientStateBuilder(RecipientState known) {
    firstSeenAt = known.firstSeenAt();
    olderAcceptedAt = known.olderAcceptedAt();
    resetAt = known.resetAt();
    suppressedAt = known.suppressedAt();
    complainedAt = known.complainedAt();
    messages = known.messages();
    underWay = known.underWay();
    notes = known.notes();
    vouchedAt = known.vouchedAt();
    streams = known.streams();
  }

  RecipientStateBuilder firstSeenAt(long epochMillis) {
    firstSeenAt = epochMillis;
    return this;
  }

  RecipientStateBuilder olderAcceptedAt(long epochMillis) {
    olderAcceptedAt = epochMillis;
    return this;
  }

  RecipientStateBuilder resetAt(long epochMillis) {
    resetAt = epochMillis;
    return this;
  }

  RecipientStateBuilder suppressedAt(long epochMillis) {
    suppressedAt = epochMillis;
    return this;
  }

  RecipientStateBuilder complainedAt(long epochMillis) {
    complainedAt = epochMillis;
    return this;
  }

  RecipientStateBuilder messages(List<RecentMessage> latest) {
    messages = latest;
    return this;
  }

  RecipientStateBuilder underWay(List<UnderWay> waiting) {
    underWay = waiting;
    return this;
  }

  RecipientStateBuilder notes(List<RecipientNote> happened) {
    notes = happened;
    return this;
  }

  RecipientStateBuilder vouchedAt(long epochMillis) {
    vouchedAt = epochMillis;
    return this;
  }

  RecipientStateBuilder streams(List<StreamSuppression> said) {
    streams = said;
    return this;
  }

  RecipientState build() {
    return new RecipientState(
        firstSeenAt,
        olderAcceptedAt,
        resetAt,
        suppressedAt,
        complainedAt,
        messages,
        underWay,
        notes,
        vouchedAt,
        streams);
  }
}
