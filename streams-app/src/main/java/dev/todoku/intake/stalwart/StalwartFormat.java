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
  /** The notice of failure to the sender. */
  private static final String NOTICE = "delivery.dsn-perm-fail";

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
    Optional<String> reply = data.text("details").or(() -> data.text("reason"));
    RecordKind kind =
        type.equals(NOTICE)
            ? givenUp(code.or(() -> reply.flatMap(WebhookFormat::replyCode)))
            : kind(type, code);
    boolean isExpired = type.equals(NOTICE) && !kind.permanent().orElse(true);
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
                        .reply(reply)
                        .flag(ReportedDetail.EXPIRED, isExpired)
                        .detail(ReportedDetail.ENVELOPE_SENDER, data.text("from"))
                        .detail(ReportedDetail.REMOTE_HOST, data.text("hostname"))
                        .detail(ReportedDetail.COMMAND, StalwartEvent.command(type))
                        .detail(ReportedDetail.SIZE, data.text("size")))
            .toList();
  }

  /**
   * A refusal was reported when it happened. What has a temporary reply has expired, and what has
   * none, as where no server was found, is reported nowhere else.
   */
  private static RecordKind givenUp(Optional<Integer> code) {
    boolean isRefusal = code.filter(digits -> digits >= 500).isPresent();
    return isRefusal ? RecordKind.NONE : RecordKind.bouncedBy(code);
  }

  private RecordKind kind(String type, Optional<Integer> code) {
    RecordKind kind = kindOf(type);
    boolean isTemporary = code.filter(digits -> digits < 500).isPresent();
    return kind.kind() == ReportedKind.BOUNCED && isTemporary ? kindOf(type + "/4xx") : kind;
  }
}
