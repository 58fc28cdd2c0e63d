package dev.todoku.intake.postal;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Postal: one event a post; where its name and the message's status disagree, the status counts.
 */
public final class PostalFormat extends WebhookFormat {

  public PostalFormat() {
    super("postal");
  }

  /** Why Postal itself fails a message that it never hands to anybody, in lower case. */
  private static final List<String> NOT_ATTEMPTED =
      List.of(
          "is on the suppression list",
          "message is likely spam",
          "domain no longer exist",
          "doesn't have an rcpt to");

  @Override
  public boolean looksLike(JsonItem record) {
    return record.text("event").isPresent() && record.at("payload").isObject();
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    JsonItem payload = record.at("payload");
    boolean isBounceMessage = payload.at("original_message").isObject();
    JsonItem message = payload.at(isBounceMessage ? "original_message" : "message");
    boolean isOutgoing = message.text("direction").orElse("outgoing").equals("outgoing");
    RecordKind kind = isOutgoing ? kind(record, isBounceMessage) : RecordKind.NONE;
    Draft draft =
        Draft.of(kind)
            .recipient(message.text("to"))
            .providerId(message.text("id"))
            .messageId(message.text("message_id"))
            .eventId(record.text("uuid"))
            .time(payload.seconds("timestamp").or(() -> record.seconds("timestamp")))
            .reply(payload.text("output"))
            .peerReason(payload.text("details"))
            .from(message.text("from"))
            .detail(ReportedDetail.SUBJECT, message.text("subject"))
            .detail(ReportedDetail.CAMPAIGN, message.text("tag"));
    return List.of(draft);
  }

  /** A status that is not known says less than the event. */
  private RecordKind ofStatus(Optional<String> status, String event) {
    return status
        .map(name -> "status/" + name)
        .filter(this::knows)
        .map(this::kindOf)
        .orElseGet(() -> kindOf(event));
  }

  private RecordKind kind(JsonItem record, boolean isBounceMessage) {
    JsonItem payload = record.at("payload");
    Optional<String> status = payload.text("status");
    RecordKind kind =
        isBounceMessage ? RecordKind.bounced(null) : ofStatus(status, record.required("event"));
    if (kind.kind() != ReportedKind.BOUNCED) {
      return kind;
    }
    String details = payload.text("details").orElse("").toLowerCase(Locale.ROOT);
    if (NOT_ATTEMPTED.stream().anyMatch(details::contains)) {
      return RecordKind.DROPPED;
    }
    return details.contains("maximum number of delivery attempts")
        ? RecordKind.bounced(false)
        : kind;
  }
}
