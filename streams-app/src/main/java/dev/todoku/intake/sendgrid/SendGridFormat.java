package dev.todoku.intake.sendgrid;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Twilio SendGrid: an array of events; arguments of the application stand among the fields. */
public final class SendGridFormat extends WebhookFormat {
  private static final Set<String> WITHOUT_IDS =
      Set.of("spamreport", "unsubscribe", "group_unsubscribe", "group_resubscribe");

  public SendGridFormat() {
    super("sendgrid");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    boolean hasItsIds =
        record.has("sg_event_id") || record.has("sg_message_id") || record.has("smtp-id");
    return record.text("event").isPresent() && (hasItsIds || isWithoutIds(record));
  }

  /** Records of what people did on its own pages may have none of its ids. */
  private static boolean isWithoutIds(JsonItem record) {
    return WITHOUT_IDS.contains(record.text("event").orElse(""))
        && record.has("email")
        && record.has("timestamp")
        && !record.has("event_id");
  }

  /** The parts behind the first point differ between the events of one message. */
  @Override
  public String sharedId(String providerId) {
    int point = providerId.indexOf('.');
    return point > 0 ? providerId.substring(0, point) : providerId;
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    RecordKind kind = kind(record, record.required("event"));
    boolean isAttempt =
        kind.kind() == ReportedKind.DELIVERED || kind.kind() == ReportedKind.BOUNCED;
    return List.of(
        Draft.of(kind)
            .recipient(record.text("email"))
            .providerId(record.text("sg_message_id"))
            .messageId(record.text("smtp-id"))
            .eventId(record.text("sg_event_id"))
            .time(record.seconds("timestamp"))
            .status(record.text("status"))
            .reply(reply(record, kind.kind()))
            .peerReason(peerReason(record, kind.kind()))
            .detail(ReportedDetail.CAMPAIGN, record.texts("category").stream().findFirst())
            .detail(ReportedDetail.SOURCE_IP, isAttempt ? record.text("ip") : Optional.empty())
            .detail(ReportedDetail.ATTEMPT, record.text("attempt"))
            .detail(
                ReportedDetail.BY_MACHINE,
                record.flag("sg_machine_open").filter(Boolean::booleanValue).map(String::valueOf)));
  }

  private RecordKind kind(JsonItem record, String event) {
    RecordKind kind = kindOf(event);
    if (kind.kind() != ReportedKind.BOUNCED) {
      return kind;
    }
    boolean isTemporary = record.text("status").filter(code -> code.startsWith("4")).isPresent();
    return RecordKind.bounced(
        record.text("type").orElse("bounce").equals("bounce") && !isTemporary);
  }

  private static Optional<String> reply(JsonItem record, ReportedKind kind) {
    return switch (kind) {
      case DELIVERED, DEFERRED -> record.text("response").or(() -> record.text("reason"));
      case BOUNCED -> record.text("reason").or(() -> record.text("response"));
      default -> Optional.empty();
    };
  }

  private static Optional<String> peerReason(JsonItem record, ReportedKind kind) {
    return switch (kind) {
      case BOUNCED, DEFERRED -> record.text("bounce_classification");
      case DROPPED -> record.text("reason");
      default -> Optional.empty();
    };
  }
}
