package dev.todoku.intake.cmc;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Customers Mail Cloud: a form whose field {@code event} is JSON with a list by the event type. */
public final class CustomersMailCloudFormat extends WebhookFormat {
  /** Its times name no zone; the service is a Japanese one. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");

  private static final List<String> LISTS = List.of("deliveries", "bounces", "blocks");

  public CustomersMailCloudFormat() {
    super("cmc");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.has("event_type") && record.has("event");
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    JsonItem event = body.parsed("event");
    return LISTS.stream()
        .flatMap(name -> event.list(name).stream().map(one -> one.named(name)))
        .toList();
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    String list = record.name();
    Optional<String> status = record.text("status");
    Draft draft =
        Draft.of(kind(list, record))
            .recipient(
                Stream.of("to", "envelopeTo")
                    .flatMap(name -> record.text(name).stream())
                    .findFirst())
            .messageId(record.text("messageId"))
            .time(record.local(ZONE, "created"))
            .reply(record.text("reason"))
            .peerReason(
                list.equals("bounces")
                    ? status.map(number -> "status " + number)
                    : Optional.empty())
            .from(record.text("from"))
            .detail(
                ReportedDetail.ENVELOPE_SENDER,
                record.text("returnPath").or(() -> record.text("envelopeFrom")))
            .detail(ReportedDetail.SUBJECT, record.text("subject"))
            .detail(ReportedDetail.SOURCE_IP, record.text("senderIp"));
    return List.of(draft);
  }

  private RecordKind kind(String list, JsonItem record) {
    RecordKind kind =
        list.equals("deliveries")
            ? kindOf("deliveries/" + record.required("status"))
            : kindOf(list);
    return kind.kind() == ReportedKind.BOUNCED ? RecordKind.bouncedBy(replyCode(record)) : kind;
  }

  private static Optional<Integer> replyCode(JsonItem record) {
    return record.text("reason").flatMap(WebhookFormat::replyCode);
  }
}
