package dev.todoku.intake.blastengine;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** blastengine: errors only. Its message is its own wording and never the server's reply. */
public final class BlastengineFormat extends WebhookFormat {
  /** The service is a Japanese one. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private static final Pattern CODE = Pattern.compile("^\\s*([245]\\d\\d)(?!\\d)");

  public BlastengineFormat() {
    super("blastengine");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return isEvent(record) || record.list("events").stream().anyMatch(BlastengineFormat::isEvent);
  }

  private static boolean isEvent(JsonItem record) {
    return record.at("event", "detail").isObject();
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    return body.has("events") ? body.list("events") : super.records(body);
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    JsonItem event = record.at("event");
    JsonItem detail = event.at("detail");
    RecordKind kind = kindOf(event.required("type"));
    return List.of(
        Draft.of(kind)
            .recipient(detail.text("mailaddress"))
            .providerId(detail.text("delivery_id"))
            .time(event.local(ZONE, "datetime"))
            .code(detail.text("error_code").flatMap(BlastengineFormat::code))
            .peerReason(detail.text("error_message"))
            .detail(ReportedDetail.SUBJECT, detail.text("subject")));
  }

  private static Optional<Integer> code(String written) {
    Matcher found = CODE.matcher(written);
    return found.find() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
  }
}
