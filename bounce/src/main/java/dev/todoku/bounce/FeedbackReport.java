package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads complaints: feedback reports (RFC 5965) and what some providers send instead of them, which
 * is the original with the recipient in a field of their own.
 */
final class FeedbackReport {
  /** Types of report by which no recipient complains (RFC 6591, RFC 6430, RFC 5965 section 7.3). */
  private static final Set<String> NO_COMPLAINT =
      Set.of("auth-failure", "dkim", "not-spam", "opt-out", "opt-out-list", "unsubscribe");

  private static final List<String> RECIPIENT_FIELDS =
      List.of("Original-Rcpt-To", "Removal-Recipient");

  /** In the original, as Hotmail and others mark it. */
  private static final List<String> RECIPIENT_FIELDS_OF_ORIGINAL =
      List.of("X-HmXmrOriginalRecipient", "X-Original-To", "Delivered-To");

  private final BounceMessage message;
  private final Fields report;
  private final BounceIdentity identity;

  FeedbackReport(BounceMessage message) {
    this.message = message;
    report = message.parts().feedback();
    identity = message.identity(Fields.NONE);
  }

  Reading reading() {
    String type = report.first("Feedback-Type").toLowerCase(Locale.ROOT);
    long time =
        message.time(
            Stream.of("Arrival-Date", "Received-Date")
                .map(report::first)
                .filter(date -> !date.isEmpty())
                .findFirst()
                .orElse(""));
    boolean isComplaint = !NO_COMPLAINT.contains(type);
    Action action = isComplaint ? Action.COMPLAINED : Action.REPORTED;
    List<RecipientReport> reports =
        recipients().stream().map(to -> report(to, action, time)).toList();
    return new Reading.Report(
        ReadBy.FEEDBACK_REPORT,
        identity,
        reports,
        isComplaint
            ? new BounceEvents(identity).complaints(reports, FieldLimits.name(type))
            : List.of());
  }

  /** One null where it hides them. */
  private List<@Nullable String> recipients() {
    List<String> found = addresses(report, RECIPIENT_FIELDS);
    if (found.isEmpty()) {
      found = addresses(message.parts().original(), RECIPIENT_FIELDS_OF_ORIGINAL);
    }
    if (found.isEmpty()) {
      found = new ArrayList<>(identity.original().to());
    }
    if (found.isEmpty() && message.parts().original() == Fields.NONE) {
      found = addresses(message.header(), List.of("From"));
    }
    return found.isEmpty() ? Collections.singletonList(null) : found;
  }

  private static List<String> addresses(Fields fields, List<String> names) {
    return names.stream()
        .flatMap(name -> fields.all(name).stream())
        .map(value -> FieldLimits.address(Mailbox.in(value)))
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static RecipientReport report(@Nullable String recipient, Action action, long time) {
    return new RecipientReport(
        recipient,
        null,
        action,
        SmtpReply.UNKNOWN,
        null,
        time,
        BounceDiagnoser.of(Reason.FEEDBACK));
  }
}
