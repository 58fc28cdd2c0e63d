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
import org.jspecify.annotations.Nullable;

/** Haraka: what a plugin in the hooks delivered, deferred, bounce and queue_ok writes. */
public final class HarakaFormat extends WebhookFormat {
  /** The list that a hook is about; all recipients stand in another one, which is taken else. */
  private static final Map<String, String> RECIPIENTS =
      Map.of(
          "queue_ok", "ok_recips",
          "delivered", "ok_recips",
          "deferred", "fail_recips",
          "bounce", "bounced_rcpt");

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
    String hook = record.required("hook");
    RecordKind kind = kindOf(hook);
    return recipients(record, RECIPIENTS.get(hook)).stream()
        .map(recipient -> draft(kind, record, recipient))
        .toList();
  }

  /** Haraka's hook "bounce" has them in its error. */
  private static List<JsonItem> recipients(JsonItem record, @Nullable String list) {
    return Stream.of(record.list(list), record.list("err", list), record.list("rcpts"))
        .filter(found -> !found.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static Optional<String> address(JsonItem recipient) {
    Optional<String> parts =
        recipient
            .text("user")
            .flatMap(user -> recipient.text("host").map(host -> user + '@' + host));
    return recipient
        .text("address")
        .or(() -> recipient.text("original"))
        .or(() -> parts)
        .or(recipient::text);
  }

  private static Draft draft(RecordKind kind, JsonItem record, JsonItem recipient) {
    Optional<Integer> code = recipient.number("dsn_smtp_code");
    Optional<String> reply =
        recipient
            .text("dsn_smtp_response")
            .or(() -> recipient.text("reason"))
            .or(() -> record.text("response"))
            .or(() -> error(record));
    return Draft.of(kind.kind() == ReportedKind.BOUNCED ? bounce(record, recipient, code) : kind)
        .recipient(address(recipient))
        .providerId(record.text("uuid"))
        .messageId(record.text("messageId"))
        .time(record.time("time"))
        .code(code)
        .status(status(recipient))
        .reply(reply)
        .flag(
            ReportedDetail.EXPIRED,
            kind.kind() == ReportedKind.BOUNCED && isGivenUp(record, recipient))
        .detail(
            ReportedDetail.REMOTE_HOST,
            record.text("host").or(() -> recipient.text("dsn_remote_mta")))
        .detail(ReportedDetail.REMOTE_IP, record.text("ip"));
  }

  private static Optional<String> error(JsonItem record) {
    return record
        .text("err")
        .or(() -> record.text("err", "message"))
        .or(() -> record.text("error"));
  }

  /** A temporary failure becomes a bounce after too many tries. */
  private static RecordKind bounce(JsonItem record, JsonItem recipient, Optional<Integer> code) {
    if (isGivenUp(record, recipient)) {
      return RecordKind.bounced(false);
    }
    return code.isPresent()
        ? RecordKind.bouncedBy(code)
        : RecordKind.bounced(status(recipient).map(text -> text.startsWith("5")).orElse(null));
  }

  private static boolean isGivenUp(JsonItem record, JsonItem recipient) {
    return Stream.of(error(record), recipient.text("reason"))
        .flatMap(Optional::stream)
        .anyMatch(text -> text.startsWith(GIVEN_UP));
  }

  private static Optional<String> status(JsonItem recipient) {
    return recipient.text("dsn_status").or(() -> recipient.text("dsn_smtp_extc"));
  }
}
