package dev.todoku.intake.mailgun;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Mailgun: {@code event-data} as JSON, the older form with the fields themselves, or what the
 * events API returns.
 */
public final class MailgunFormat extends WebhookFormat {
  /** Mailgun's own: no connection, tried too long. Those from 600 on are its own as well. */
  private static final Set<Integer> OWN_CODES = Set.of(498, 499);

  /** The older form has an enhanced status (RFC 3463) in its field for the code at times. */
  private static final Pattern ENHANCED = Pattern.compile("[245]\\.\\d{1,3}\\.\\d{1,3}");

  private static final Set<Integer> SUPPRESSED_CODES = Set.of(605, 606, 607);

  public MailgunFormat() {
    super("mailgun");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.at("event-data").isObject()
        || record.list("items").stream().anyMatch(MailgunFormat::isEvent)
        || isEvent(record)
        || isLegacy(record);
  }

  /** As the events API returns it, without an envelope. */
  private static boolean isEvent(JsonItem record) {
    return record.has("event") && record.has("id") && record.at("message", "headers").isObject();
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    return body.has("items") ? body.list("items") : super.records(body);
  }

  private static boolean isLegacy(JsonItem record) {
    return record.text("event").isPresent()
        && record.text("recipient").isPresent()
        && !record.has("email");
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    if (record.at("event-data").isObject()) {
      return event(record.at("event-data"));
    }
    return isEvent(record) ? event(record) : List.of(legacy(record));
  }

  private List<Draft> event(JsonItem event) {
    RecordKind kind = kind(event);
    JsonItem status = event.at("delivery-status");
    boolean isAttempt =
        Set.of(
                ReportedKind.DELIVERED,
                ReportedKind.DEFERRED,
                ReportedKind.BOUNCED,
                ReportedKind.DROPPED)
            .contains(kind.kind());
    return recipients(event).stream()
        .map(
            recipient ->
                Draft.of(kind)
                    .recipient(recipient)
                    .providerId(event.text("storage", "key"))
                    .messageId(event.text("message", "headers", "message-id"))
                    .eventId(event.text("id"))
                    .time(event.seconds("timestamp"))
                    .code(isAttempt ? smtpCode(status.number("code")) : Optional.empty())
                    .status(isAttempt ? status.text("enhanced-code") : Optional.empty())
                    .reply(isAttempt ? reply(status) : Optional.empty())
                    .peerReason(isAttempt ? event.text("reason") : Optional.empty())
                    .from(event.text("message", "headers", "from"))
                    .detail(ReportedDetail.ENVELOPE_SENDER, event.text("envelope", "sender"))
                    .detail(ReportedDetail.SUBJECT, event.text("message", "headers", "subject"))
                    .detail(ReportedDetail.CAMPAIGN, event.texts("tags").stream().findFirst())
                    .detail(ReportedDetail.SOURCE_IP, event.text("envelope", "sending-ip"))
                    .detail(ReportedDetail.REMOTE_HOST, status.text("mx-host"))
                    .detail(ReportedDetail.ATTEMPT, status.text("attempt-no"))
                    .detail(ReportedDetail.SIZE, event.text("message", "size"))
                    .detail(ReportedDetail.EXPLANATION, event.text("reject", "reason")))
        .toList();
  }

  private RecordKind kind(JsonItem event) {
    String name = event.required("event");
    if (!name.equals("failed")) {
      return kindOf(name);
    }
    String reason = event.text("reason").orElse("");
    boolean isSuppressed =
        reason.startsWith("suppress-")
            || event
                .number("delivery-status", "code")
                .filter(SUPPRESSED_CODES::contains)
                .isPresent();
    if (isSuppressed) {
      return RecordKind.DROPPED;
    }
    if (event.text("severity").orElse("").equals("temporary")) {
      return kindOf("failed/temporary");
    }
    return RecordKind.bounced(!reason.equals("old"));
  }

  private static List<Optional<String>> recipients(JsonItem event) {
    Optional<String> recipient = event.text("recipient");
    if (recipient.isPresent()) {
      return List.of(recipient);
    }
    List<String> named =
        event
            .text("envelope", "targets")
            .map(targets -> Arrays.asList(targets.split(",")))
            .filter(Predicate.not(List::isEmpty))
            .orElseGet(() -> event.texts("message", "recipients"));
    return (named.isEmpty() ? inHeader(event) : named).stream().map(Optional::of).toList();
  }

  /** The addresses of To; where there are none, one that is empty: the record is kept. */
  private static List<String> inHeader(JsonItem event) {
    String to = event.text("message", "headers", "to").orElse("");
    List<String> addresses = new ArrayList<>();
    boolean isQuoted = false;
    int from = 0;
    for (int i = 0; i < to.length(); i++) {
      char c = to.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ',' && !isQuoted) {
        addresses.add(to.substring(from, i));
        from = i + 1;
      }
    }
    addresses.add(to.substring(from));
    return addresses;
  }

  private static Optional<String> reply(JsonItem status) {
    return status.text("message").or(() -> status.text("description"));
  }

  private Draft legacy(JsonItem form) {
    RecordKind kind = kindOf(form.required("event"));
    boolean isFailure = kind.kind() == ReportedKind.BOUNCED || kind.kind() == ReportedKind.DROPPED;
    return Draft.of(kind)
        .recipient(form.text("recipient"))
        .messageId(
            form.text("Message-Id")
                .or(() -> form.text("message-id"))
                .or(() -> inHeaders(form.parsed("message-headers"))))
        .eventId(form.text("token"))
        .time(form.seconds("timestamp"))
        .code(smtpCode(form.number("code")))
        .status(form.text("code").filter(code -> ENHANCED.matcher(code).matches()))
        .reply(isFailure ? form.text("error").or(() -> form.text("description")) : Optional.empty())
        .peerReason(isFailure ? form.text("reason") : Optional.empty())
        .detail(ReportedDetail.CAMPAIGN, form.text("campaign-name").or(() -> form.text("tag")));
  }

  /** Header fields as pairs of name and value. */
  private static Optional<String> inHeaders(JsonItem headers) {
    return headers.list().stream()
        .map(JsonItem::texts)
        .filter(pair -> pair.size() == 2 && pair.get(0).equalsIgnoreCase("Message-Id"))
        .map(pair -> pair.get(1))
        .findFirst();
  }

  private static Optional<Integer> smtpCode(Optional<Integer> code) {
    return code.filter(Predicate.not(OWN_CODES::contains));
  }
}
