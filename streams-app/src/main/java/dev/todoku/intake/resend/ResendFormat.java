package dev.todoku.intake.resend;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Resend: one event a post, for all recipients of a message; its id is in the request's header. */
public final class ResendFormat extends WebhookFormat {
  private static final String SUPPRESSED = "on the suppression list";

  public ResendFormat() {
    super("resend");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    String type = record.text("type").orElse("");
    return record.at("data").isObject()
        && (type.startsWith("email.") || type.startsWith("contact.") || type.startsWith("domain."));
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    String type = record.required("type");
    JsonItem data = record.at("data");
    JsonItem failure = failure(type, data);
    RecordKind kind = type.equals("email.bounced") ? bounce(failure) : kindOf(type);
    List<String> recipients = data.texts("to");
    return (recipients.isEmpty() ? List.of("") : recipients)
        .stream()
            .map(
                recipient ->
                    Draft.of(kind)
                        .recipient(recipient)
                        .providerId(data.text("email_id"))
                        .messageId(data.text("message_id"))
                        .eventId(Optional.ofNullable(headers.get("svix-id")))
                        .time(record.iso("created_at"))
                        .reply(failure.text("message"))
                        .peerReason(peerReason(failure))
                        .from(data.text("from"))
                        .detail(ReportedDetail.SUBJECT, data.text("subject"))
                        .detail(ReportedDetail.CAMPAIGN, data.text("broadcast_id"))
                        .oneOf(kind.kind() == ReportedKind.SENT ? 1 : recipients.size()))
            .toList();
  }

  private static JsonItem failure(String type, JsonItem data) {
    return switch (type) {
      case "email.bounced" -> data.at("bounce");
      case "email.failed" -> data.at("failed");
      case "email.suppressed" -> data.at("suppressed");
      default -> data.at("delivery_delayed");
    };
  }

  /**
   * Older payloads report a suppressed address as bounced; only the sentence distinguishes them.
   */
  private static RecordKind bounce(JsonItem bounce) {
    String sentence = bounce.text("message").orElse("").toLowerCase(Locale.ROOT);
    if (bounce.text("subType").orElse("").contains("Suppress") || sentence.contains(SUPPRESSED)) {
      return RecordKind.DROPPED;
    }
    return switch (bounce.text("type").orElse("")) {
      case "Permanent" -> RecordKind.bounced(true);
      case "Transient" -> RecordKind.bounced(false);
      default -> RecordKind.bounced(null);
    };
  }

  private static Optional<String> peerReason(JsonItem failure) {
    return failure
        .text("type")
        .map(type -> type + failure.text("subType").map(sub -> "/" + sub).orElse(""))
        .or(() -> failure.text("reason"));
  }
}
