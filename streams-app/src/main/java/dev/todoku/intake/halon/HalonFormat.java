package dev.todoku.intake.halon;

import dev.todoku.intake.log.SmtpCommands;
import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Halon: {@code message} and {@code arguments} of the post-delivery hook, as JSON. */
public final class HalonFormat extends WebhookFormat {

  public HalonFormat() {
    super("halon");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.at("message", "id").isObject() && record.at("arguments").isObject();
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    JsonItem message = record.at("message");
    JsonItem arguments = record.at("arguments");
    JsonItem attempt = arguments.at("attempt");
    JsonItem result = attempt.at("result");
    Optional<Integer> code = result.number("code");
    return List.of(
        Draft.of(kind(arguments, code))
            .recipient(address(message.at("recipient")))
            .providerId(id(message.at("id")))
            .messageId(message.text("messageid"))
            .time(record.time("time"))
            .code(code)
            .status(status(result))
            .reply(reply(result).or(() -> attempt.text("error", "message")))
            .flag(ReportedDetail.EXPIRED, isExpired(arguments))
            .detail(ReportedDetail.COMMAND, attempt.text("result", "state").map(SmtpCommands::of))
            .detail(ReportedDetail.ENVELOPE_SENDER, address(message.at("sender")))
            .detail(ReportedDetail.CAMPAIGN, message.text("jobid"))
            .detail(ReportedDetail.SOURCE_IP, attempt.text("connection", "localip"))
            .detail(ReportedDetail.REMOTE_IP, attempt.text("connection", "remoteip"))
            .detail(ReportedDetail.REMOTE_HOST, attempt.text("connection", "remotemx"))
            .detail(
                ReportedDetail.ATTEMPT,
                arguments.number("retry").map(retry -> String.valueOf(retry + 1))));
  }

  private RecordKind kind(JsonItem arguments, Optional<Integer> code) {
    RecordKind kind = kindOf(arguments.text("action").orElse("delivered"));
    if (kind.kind() != ReportedKind.BOUNCED) {
      return kind;
    }
    return isExpired(arguments) ? RecordKind.bounced(false) : refused(arguments, code);
  }

  /** By the server's code, else by what Halon says of its own error. */
  private static RecordKind refused(JsonItem arguments, Optional<Integer> code) {
    return code.isPresent()
        ? RecordKind.bouncedBy(code)
        : RecordKind.bounced(
            arguments.flag("attempt", "error", "temporary").map(is -> !is).orElse(null));
  }

  private static boolean isExpired(JsonItem arguments) {
    return arguments.flag("expired").or(() -> arguments.flag("attempt", "expired")).orElse(false);
  }

  private static Optional<String> id(JsonItem id) {
    return id.text("transaction")
        .map(transaction -> transaction + id.text("queue").map(queue -> ":" + queue).orElse(""));
  }

  private static Optional<String> address(JsonItem parts) {
    return parts
        .text("localpart")
        .flatMap(local -> parts.text("domain").map(domain -> local + "@" + domain))
        .or(parts::text);
  }

  private static Optional<String> status(JsonItem result) {
    List<String> digits = result.texts("enhanced");
    return digits.size() == 3 ? Optional.of(String.join(".", digits)) : Optional.empty();
  }

  private static Optional<String> reply(JsonItem result) {
    String lines = result.texts("reason").stream().collect(Collectors.joining("\n"));
    return Optional.of(lines).filter(text -> !text.isEmpty());
  }
}
