package dev.todoku.intake.postmark;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.UnreadableRecord;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Postmark: one record a post. It reports no sends and never the header Message-ID. */
public final class PostmarkFormat extends WebhookFormat {

  /** A field that only this type of record has, where the type is not named. */
  private static final Map<String, String> OLD_TYPES =
      Map.of(
          "BouncedAt", "Bounce",
          "DeliveredAt", "Delivery",
          "FirstOpen", "Open",
          "OriginalLink", "Click");

  public PostmarkFormat() {
    super("postmark");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    boolean isOld = record.has("MessageID") && OLD_TYPES.keySet().stream().anyMatch(record::has);
    return record.text("RecordType").isPresent() || isOld;
  }

  /** Webhooks of the older kind do not name it. */
  private static String type(JsonItem record) {
    return record
        .text("RecordType")
        .or(
            () ->
                OLD_TYPES.entrySet().stream()
                    .filter(type -> record.has(type.getKey()))
                    .findFirst()
                    .map(Map.Entry::getValue))
        .orElseThrow(() -> new UnreadableRecord("has no RecordType"));
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    String type = type(record);
    RecordKind kind =
        switch (type) {
          case "Bounce" -> kindOf("Bounce/" + record.required("Type"));
          case "SubscriptionChange" ->
              isUnsubscribed(record) ? RecordKind.of(ReportedKind.UNSUBSCRIBED) : RecordKind.NONE;
          default -> kindOf(type);
        };
    return List.of(
        Draft.of(kind)
            .recipient(record.text("Email").or(() -> record.text("Recipient")))
            .providerId(record.text("MessageID"))
            .eventId(record.text("ID"))
            .time(time(record))
            .reply(record.text("Details"))
            .peerReason(record.text("Type").or(() -> record.text("SuppressionReason")))
            .from(record.text("From"))
            .detail(ReportedDetail.SUBJECT, record.text("Subject"))
            .detail(ReportedDetail.CAMPAIGN, record.text("Tag")));
  }

  private static Optional<Instant> time(JsonItem record) {
    return record
        .iso("DeliveredAt")
        .or(() -> record.iso("BouncedAt"))
        .or(() -> record.iso("ReceivedAt"))
        .or(() -> record.iso("ChangedAt"));
  }

  /** The other reasons of suppression follow a record that came already. */
  private static boolean isUnsubscribed(JsonItem record) {
    return record.flag("SuppressSending").orElse(false)
        && record.text("SuppressionReason").orElse("").equals("ManualSuppression");
  }
}
