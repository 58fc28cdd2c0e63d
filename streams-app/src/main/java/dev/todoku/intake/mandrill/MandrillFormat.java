package dev.todoku.intake.mandrill;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Mandrill: a form with one field, {@code mandrill_events}, whose text is a JSON array. */
public final class MandrillFormat extends WebhookFormat {
  private static final String FIELD = "mandrill_events";

  public MandrillFormat() {
    super("mandrill");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.has(FIELD)
        || (record.at("msg").isObject() && record.has("event"))
        || (record.at("reject").isObject() && record.has("action"));
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    return body.has(FIELD) ? body.parsed(FIELD).list() : super.records(body);
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    if (!record.has("event")) {
      kindOf("sync/" + record.required("type"));
      return List.of(
          Draft.of(RecordKind.NONE)
              .recipient(record.text("reject", "email").or(() -> record.text("entry", "email"))));
    }
    RecordKind kind = kindOf(record.required("event"));
    JsonItem message = record.at("msg");
    Optional<JsonItem> attempt = message.list("smtp_events").stream().reduce((first, last) -> last);
    return List.of(
        Draft.of(kind)
            .recipient(message.text("email"))
            .providerId(message.text("_id").or(() -> record.text("_id")))
            .time(record.seconds("ts"))
            .reply(reply(kind.kind(), message, attempt))
            .peerReason(peerReason(kind.kind(), message))
            .from(message.text("sender"))
            .detail(ReportedDetail.SUBJECT, message.text("subject"))
            .detail(ReportedDetail.CAMPAIGN, message.texts("tags").stream().findFirst())
            .detail(ReportedDetail.SOURCE_IP, attempt.flatMap(one -> one.text("source_ip")))
            .detail(ReportedDetail.REMOTE_IP, attempt.flatMap(one -> one.text("destination_ip")))
            .detail(ReportedDetail.SIZE, attempt.flatMap(one -> one.text("size"))));
  }

  private static Optional<String> reply(
      ReportedKind kind, JsonItem message, Optional<JsonItem> attempt) {
    return switch (kind) {
      case DELIVERED, DEFERRED, BOUNCED ->
          message.text("diag").or(() -> attempt.flatMap(one -> one.text("diag")));
      default -> Optional.empty();
    };
  }

  private static Optional<String> peerReason(ReportedKind kind, JsonItem message) {
    return switch (kind) {
      case DEFERRED, BOUNCED -> message.text("bounce_description");
      case DROPPED ->
          message
              .text("reject", "reason")
              .or(() -> message.text("reject"))
              .or(() -> message.text("bounce_description"));
      default -> Optional.empty();
    };
  }
}
