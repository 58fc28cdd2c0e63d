package dev.todoku.intake.stalwart;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stalwart: a list of events. A refusal is reported when it happens and once more when the notice
 * of it is written; only the first counts.
 */
public final class StalwartFormat extends WebhookFormat {

  public StalwartFormat() {
    super("stalwart");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.list("events").stream()
        .anyMatch(one -> one.text("type").isPresent() && one.has("createdAt"));
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    return body.has("events") ? body.list("events") : super.records(body);
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    JsonItem data = record.at("data");
    Optional<Integer> code = data.number("code");
    String type = record.required("type");
    RecordKind kind = kind(type, code);
    List<String> recipients = data.texts("to");
    return (recipients.isEmpty() ? List.of("") : recipients)
        .stream()
            .map(
                recipient ->
                    Draft.of(kind)
                        .recipient(recipient)
                        .providerId(data.text("queueId"))
                        .messageId(data.text("messageId"))
                        .eventId(record.text("id"))
                        .time(record.iso("createdAt"))
                        .code(code)
                        .reply(data.text("details").or(() -> data.text("reason")))
                        .detail(ReportedDetail.ENVELOPE_SENDER, data.text("from"))
                        .detail(ReportedDetail.REMOTE_HOST, data.text("hostname"))
                        .detail(ReportedDetail.COMMAND, StalwartEvent.command(type))
                        .detail(ReportedDetail.SIZE, data.text("size")))
            .toList();
  }

  private RecordKind kind(String type, Optional<Integer> code) {
    RecordKind kind = kindOf(type);
    boolean isTemporary = code.filter(digits -> digits < 500).isPresent();
    return kind.kind() == ReportedKind.BOUNCED && isTemporary ? kindOf(type + "/4xx") : kind;
  }
}
