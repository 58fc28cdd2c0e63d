package dev.todoku.intake.kumomta;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * KumoMTA: one log record, a list of them, or one a line; what was configured stands in headers.
 */
public final class KumoMtaFormat extends WebhookFormat {
  private static final String NO_CLASS = "Uncategorized";

  /** The hook's own posts are logged as well. */
  private static final String HOOK_ITSELF = "LogRecord";

  private static final Pattern MESSAGE_ID =
      Pattern.compile("(?im)^Message-ID:\\s*<?([^>\\s]{1,998})");

  private static final Pattern WITH_PORT = Pattern.compile("^\\[?([^\\]]+?)\\]?:\\d{1,5}$");

  public KumoMtaFormat() {
    super("kumomta");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.text("type").isPresent()
        && record.has("response")
        && (record.has("nodeid") || record.has("bounce_classification"));
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    String type = record.required("type");
    RecordKind kind = kind(type, record);
    if (kind.kind() == ReportedKind.COMPLAINED) {
      return complaints(kind, record);
    }
    if (kind.kind() == ReportedKind.NONE) {
      return List.of(common(kind, record));
    }
    JsonItem response = record.at("response");
    boolean isAttempt = kind.kind() != ReportedKind.SENT;
    return record.texts("recipient").stream()
        .map(
            recipient ->
                common(kind, record)
                    .recipient(recipient)
                    .messageId(header(record.at("headers"), "message-id"))
                    .code(
                        response
                            .number("code")
                            .filter(
                                code ->
                                    !KumoMtaReply.isUnreached(
                                        response.text("content").orElse(null))))
                    .status(status(response.at("enhanced_code")))
                    .reply(response.text("content"))
                    .peerReason(
                        record.text("bounce_classification").filter(name -> !name.equals(NO_CLASS)))
                    .detail(ReportedDetail.COMMAND, response.text("command").map(SmtpCommands::of))
                    .flag(ReportedDetail.EXPIRED, type.equals("Expiration"))
                    .flag(ReportedDetail.OUT_OF_BAND, type.equals("OOB"))
                    .detail(
                        ReportedDetail.REMOTE_HOST,
                        isAttempt ? host(record.at("peer_address")) : Optional.empty())
                    .detail(
                        ReportedDetail.REMOTE_IP,
                        isAttempt ? record.text("peer_address", "addr") : Optional.empty()))
        .toList();
  }

  private static Draft common(RecordKind kind, JsonItem record) {
    return Draft.of(kind)
        .providerId(record.text("id"))
        .time(record.iso("event_time").or(() -> record.seconds("timestamp")))
        .from(header(record.at("headers"), "from"))
        .detail(ReportedDetail.ENVELOPE_SENDER, record.text("sender"))
        .detail(ReportedDetail.SUBJECT, header(record.at("headers"), "subject"))
        .detail(ReportedDetail.CAMPAIGN, campaign(record))
        .detail(
            ReportedDetail.SOURCE_IP,
            record.text("source_address", "address").map(KumoMtaFormat::withoutPort))
        .detail(
            ReportedDetail.ATTEMPT,
            kind.kind() == ReportedKind.SENT ? Optional.empty() : record.text("num_attempts"))
        .detail(ReportedDetail.SIZE, record.text("size").filter(bytes -> !bytes.equals("0")));
  }

  private RecordKind kind(String type, JsonItem record) {
    if (record.text("reception_protocol").orElse("").equals(HOOK_ITSELF)) {
      return RecordKind.NONE;
    }
    Optional<Integer> code = record.number("response", "code");
    return switch (type) {
      case "Bounce" -> RecordKind.bounced(code.filter(digits -> digits < 500).isEmpty());
      case "OOB" -> RecordKind.bouncedBy(code);
      default -> kindOf(type);
    };
  }

  /** The record is about the report; whom it concerns stands in the report. */
  private static List<Draft> complaints(RecordKind kind, JsonItem record) {
    JsonItem report = record.at("feedback_report");
    List<String> named = report.texts("original_rcpt_to");
    // The record's own recipient is the mailbox that takes reports.
    List<String> recipients = named.isEmpty() ? List.of("") : named;
    Optional<String> messageId =
        report
            .text("original_message")
            .map(MESSAGE_ID::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1));
    return recipients.stream()
        .map(
            recipient ->
                common(kind, record)
                    .recipient(recipient)
                    .messageId(messageId)
                    .peerReason(report.text("feedback_type"))
                    .flag(ReportedDetail.OUT_OF_BAND, true))
        .toList();
  }

  private static Optional<String> header(JsonItem headers, String name) {
    return headers.names().stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .flatMap(found -> headers.texts(found).stream().findFirst());
  }

  private static Optional<String> status(JsonItem enhanced) {
    return enhanced
        .text("class")
        .map(
            main ->
                main
                    + "."
                    + enhanced.text("subject").orElse("0")
                    + "."
                    + enhanced.text("detail").orElse("0"));
  }

  private static Optional<String> host(JsonItem peer) {
    return peer.text("name")
        .map(name -> name.endsWith(".") ? name.substring(0, name.length() - 1) : name);
  }

  /** A queue is campaign:tenant@domain; campaign and tenant may miss. */
  private static Optional<String> campaign(JsonItem record) {
    return record
        .text("queue")
        .filter(name -> name.indexOf(':') > 0)
        .map(name -> name.substring(0, name.indexOf(':')));
  }

  private static String withoutPort(String address) {
    Matcher found = WITH_PORT.matcher(address);
    return found.matches() ? found.group(1) : address;
  }
}
