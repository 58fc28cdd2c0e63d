package dev.todoku.intake.sender.json;

import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.schema.MessageId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A {@link Reported} while its record is being read. Code and status fall back to the reply's. */
public final class Draft {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  private final RecordKind kind;
  private final Map<ReportedDetail, String> details = new EnumMap<>(ReportedDetail.class);
  private Optional<String> recipient = Optional.empty();
  private Optional<String> providerId = Optional.empty();
  private Optional<String> messageId = Optional.empty();
  private Optional<String> eventId = Optional.empty();
  private Optional<Instant> time = Optional.empty();
  private Optional<Integer> code = Optional.empty();
  private Optional<String> status = Optional.empty();
  private Optional<String> reply = Optional.empty();
  private Optional<String> peerReason = Optional.empty();

  private Draft(RecordKind kind) {
    this.kind = kind;
  }

  public static Draft of(RecordKind kind) {
    return new Draft(kind);
  }

  public ReportedKind kind() {
    return kind.kind();
  }

  /** An address, with or without a display name. */
  public Draft recipient(Optional<String> written) {
    recipient = written.map(Draft::address).filter(Predicate.not(String::isEmpty));
    return this;
  }

  public Draft recipient(String written) {
    return recipient(Optional.of(written));
  }

  public Draft providerId(Optional<String> id) {
    providerId = id;
    return this;
  }

  /** A Message-ID, with or without brackets. */
  public Draft messageId(Optional<String> id) {
    messageId = id.map(MessageId::normal).filter(Predicate.not(String::isEmpty));
    return this;
  }

  public Draft eventId(Optional<String> id) {
    eventId = id;
    return this;
  }

  /**
   * When it happened.
   *
   * @throws UnreadableRecord when that is before 2000 or after 2100: a wrong unit, or rubbish
   */
  public Draft time(Optional<Instant> at) {
    if (at.filter(when -> when.isBefore(EARLIEST) || when.isAfter(LATEST)).isPresent()) {
      throw new UnreadableRecord("has a time that is not between 2000 and 2100");
    }
    time = at;
    return this;
  }

  public Draft code(Optional<Integer> value) {
    code = value.filter(digits -> digits >= 200 && digits <= 599);
    return this;
  }

  public Draft status(Optional<String> value) {
    status = value.map(String::strip);
    return this;
  }

  public Draft reply(Optional<String> text) {
    reply = text;
    return this;
  }

  public Draft peerReason(Optional<String> value) {
    peerReason = value;
    return this;
  }

  public Draft detail(ReportedDetail name, Optional<String> value) {
    value.ifPresent(text -> details.put(name, text));
    return this;
  }

  /** Sets a detail that is only there where it holds. */
  public Draft flag(ReportedDetail name, boolean holds) {
    return detail(name, holds ? Optional.of(Reported.HOLDS) : Optional.empty());
  }

  /** The record concerns one of {@code count} recipients and does not say which. */
  public Draft oneOf(int count) {
    return detail(
        ReportedDetail.CANDIDATES,
        count > 1 ? Optional.of(String.valueOf(count)) : Optional.empty());
  }

  public Draft from(Optional<String> written) {
    return detail(ReportedDetail.FROM, written.map(Draft::address));
  }

  Reported build(int index) {
    return new Reported(
        index,
        kind.kind(),
        recipient,
        providerId,
        messageId,
        eventId,
        time,
        kind.permanent(),
        code.or(() -> reply.flatMap(WebhookReplyCodes::code)),
        status.or(() -> reply.flatMap(WebhookReplyCodes::status)),
        reply,
        peerReason,
        details);
  }

  /** The address in {@code Name <address>}; a quoted local part may have brackets of its own. */
  private static String address(String written) {
    int from = written.lastIndexOf('<');
    int to = written.indexOf('>', from + 1);
    boolean isBracketed = from >= 0 && to > from && written.indexOf('@', to) < 0;
    return (isBracketed ? written.substring(from + 1, to) : written).strip();
  }
}
