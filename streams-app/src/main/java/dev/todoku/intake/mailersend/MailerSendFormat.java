package dev.todoku.intake.mailersend;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** MailerSend: one activity a post. */
public final class MailerSendFormat extends WebhookFormat {

  public MailerSendFormat() {
    super("mailersend");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.at("data", "email").isObject()
        || record.text("type").filter(type -> type.startsWith("activity.")).isPresent();
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    RecordKind kind = kindOf(record.required("type"));
    JsonItem data = record.at("data");
    JsonItem email = data.at("email");
    boolean isFailure = kind.kind() == ReportedKind.BOUNCED || kind.kind() == ReportedKind.DEFERRED;
    return List.of(
        Draft.of(kind)
            .recipient(email.text("recipient", "email"))
            .providerId(email.text("message", "id"))
            .eventId(data.text("id"))
            .time(data.iso("created_at").or(() -> record.iso("created_at")))
            .reply(isFailure ? data.text("morph", "reason") : Optional.empty())
            .from(email.text("from"))
            .detail(ReportedDetail.SUBJECT, email.text("subject"))
            .detail(ReportedDetail.CAMPAIGN, email.texts("tags").stream().findFirst())
            .detail(ReportedDetail.EXPLANATION, data.text("morph", "readable_reason")));
  }
}
