package dev.todoku.intake.mailtrap;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;

/** Mailtrap: a list of events. */
public final class MailtrapFormat extends WebhookFormat {

  public MailtrapFormat() {
    super("mailtrap");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return isEvent(record) || record.list("events").stream().anyMatch(MailtrapFormat::isEvent);
  }

  /** Posted as JSON lines, each event stands by itself. */
  private static boolean isEvent(JsonItem record) {
    return record.text("event").isPresent() && record.has("event_id") && record.has("timestamp");
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    return body.has("events") ? body.list("events") : super.records(body);
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    RecordKind kind = kindOf(record.required("event"));
    return List.of(
        Draft.of(kind)
            .recipient(record.text("email"))
            .providerId(record.text("message_id"))
            .eventId(record.text("event_id"))
            .time(record.seconds("timestamp"))
            .code(record.number("response_code"))
            .reply(record.text("response"))
            .peerReason(
                kind.kind() == ReportedKind.DROPPED
                    ? record.text("reason")
                    : record.text("bounce_category"))
            .detail(ReportedDetail.CAMPAIGN, record.text("category")));
  }
}
