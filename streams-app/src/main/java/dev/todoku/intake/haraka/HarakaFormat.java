package dev.todoku.intake.haraka;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Haraka: what a plugin in the hooks delivered, deferred, bounce and queue_ok writes. */
public final class HarakaFormat extends WebhookFormat {
  private static final List<String> RECIPIENTS =
      List.of("bounced_rcpt", "fail_recips", "rcpts", "ok_recips");

  private static final String GIVEN_UP = "Too many failures";

  public HarakaFormat() {
    super("haraka");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.text("hook").isPresent() && record.has("uuid");
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    RecordKind kind = kindOf(record.required("hook"));
    Stream<JsonItem> recipients = RECIPIENTS.stream().flatMap(name -> record.list(name).stream());
    return recipients.map(recipient -> draft(kind, record, recipient)).toList();
  }

  private static Draft draft(RecordKind kind, JsonItem record, JsonItem recipient) {
    Optional<Integer> code = recipient.number("dsn_smtp_code");
    Optional<String> reply =
        recipient
            .text("dsn_smtp_response")
            .or(() -> recipient.text("reason"))
            .or(() -> record.text("response"))
            .or(() -> record.text("err"));
    return Draft.of(kind.kind() == ReportedKind.BOUNCED ? bounce(record, code) : kind)
        .recipient(
            recipient.text("address").or(() -> recipient.text("original")).or(recipient::text))
        .providerId(record.text("uuid"))
        .messageId(record.text("messageId"))
        .time(record.millis("time"))
        .code(code)
        .status(recipient.text("dsn_status"))
        .reply(reply)
        .detail(ReportedDetail.REMOTE_HOST, record.text("host"))
        .detail(ReportedDetail.REMOTE_IP, record.text("ip"));
  }

  /** A temporary failure becomes a bounce after too many tries. */
  private static RecordKind bounce(JsonItem record, Optional<Integer> code) {
    boolean isGivenUp = record.text("err").filter(text -> text.startsWith(GIVEN_UP)).isPresent();
    return isGivenUp ? RecordKind.bounced(false) : RecordKind.bouncedBy(code);
  }
}
