package dev.todoku.intake.log;

import dev.todoku.intake.sender.Reported;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.schema.MessageId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Reported} together. Values that are null, empty or a dash are left out. */
public final class ReportBuilder {
  private final int index;
  private final ReportedKind kind;
  private final Map<ReportedDetail, String> details = new EnumMap<>(ReportedDetail.class);
  private @Nullable String recipient;
  private @Nullable String providerId;
  private @Nullable String messageId;
  private @Nullable String eventId;
  private long time;
  private @Nullable Boolean permanent;
  private int code;
  private @Nullable String status;
  private @Nullable String reply;
  private @Nullable String peerReason;

  public ReportBuilder(int index, ReportedKind kind) {
    this.index = index;
    this.kind = kind;
    this.permanent = kind == ReportedKind.DEFERRED ? Boolean.FALSE : null;
  }

  /** An address, with or without brackets and display name. */
  public ReportBuilder recipient(@Nullable String address) {
    recipient = bare(address);
    return this;
  }

  /** The address without brackets and display name, null when nothing is left. */
  public static @Nullable String bare(@Nullable String address) {
    if (address == null || isNothing(address)) {
      return null;
    }
    int open = address.endsWith(">") ? address.lastIndexOf('<') : -1;
    String inner = open < 0 ? address : address.substring(open + 1, address.length() - 1);
    return inner.isEmpty() ? null : inner;
  }

  public ReportBuilder providerId(@Nullable String id) {
    providerId = id;
    return this;
  }

  public ReportBuilder messageId(@Nullable String id) {
    messageId = optional(id).map(MessageId::normal).orElse(null);
    return this;
  }

  public ReportBuilder eventId(@Nullable String id) {
    eventId = id;
    return this;
  }

  /** Milliseconds since 1970; what is not positive is no time. */
  public ReportBuilder time(long millis) {
    time = millis;
    return this;
  }

  public ReportBuilder permanent(@Nullable Boolean isPermanent) {
    permanent = isPermanent;
    return this;
  }

  /** The code where the record has a field for it; 0 for none. */
  public ReportBuilder code(int stated) {
    code = stated;
    return this;
  }

  /** The enhanced status where the record has a field for it. */
  public ReportBuilder status(@Nullable String stated) {
    status = isNothing(stated) ? null : stated;
    return this;
  }

  /** What was said. Codes in it are taken where no field has stated them. */
  public ReportBuilder reply(@Nullable String text) {
    reply = isNothing(text) ? null : text;
    if (reply != null) {
      code = code == 0 ? LeadingReplyCodes.code(reply, 0) : code;
      status = status == null ? LeadingReplyCodes.status(reply) : status;
    }
    return this;
  }

  public ReportBuilder peerReason(@Nullable String reason) {
    peerReason = reason;
    return this;
  }

  public ReportBuilder detail(ReportedDetail detail, @Nullable String value) {
    if (!isNothing(value)) {
      details.put(detail, value);
    }
    return this;
  }

  /** Sets a detail that is only there where it holds. */
  public ReportBuilder flag(ReportedDetail name, boolean holds) {
    return detail(name, holds ? Reported.HOLDS : null);
  }

  public Reported build() {
    return new Reported(
        index,
        kind,
        Optional.ofNullable(recipient),
        optional(providerId),
        optional(messageId),
        optional(eventId),
        time > 0 ? Optional.of(Instant.ofEpochMilli(time)) : Optional.empty(),
        Optional.ofNullable(permanent),
        code == 0 ? Optional.empty() : Optional.of(code),
        Optional.ofNullable(status),
        Optional.ofNullable(reply),
        optional(peerReason),
        details);
  }

  private static Optional<String> optional(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !isNothing(text));
  }

  private static boolean isNothing(@Nullable String value) {
    return value == null || value.isEmpty() || value.equals("-");
  }
}
