package dev.todoku.intake.mailjet;

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
import java.util.stream.Stream;

/** Mailjet: one event, or an array of them. Its "sent" is the remote server's acceptance. */
public final class MailjetFormat extends WebhookFormat {

  public MailjetFormat() {
    super("mailjet");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.text("event").isPresent()
        && (record.has("MessageID") || record.has("mj_campaign_id") || record.has("Message_GUID"));
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    RecordKind kind = kind(record);
    return List.of(
        Draft.of(kind)
            .recipient(record.text("email"))
            .providerId(record.text("MessageID"))
            .time(record.seconds("time"))
            .reply(record.text("smtp_reply").or(() -> record.text("comment")))
            .peerReason(peerReason(kind.kind(), record))
            .detail(ReportedDetail.CAMPAIGN, record.text("customcampaign")));
  }

  private RecordKind kind(JsonItem record) {
    RecordKind kind = kindOf(record.required("event"));
    if (kind.kind() != ReportedKind.BOUNCED) {
      return kind;
    }
    return record.text("error").orElse("").equals("greylisted")
        ? kindOf("bounce/greylisted")
        : RecordKind.bounced(record.flag("hard_bounce").orElse(null));
  }

  private static Optional<String> peerReason(ReportedKind kind, JsonItem record) {
    if (kind == ReportedKind.COMPLAINED) {
      return record.text("source");
    }
    String reason =
        Stream.of(record.text("error_related_to"), record.text("error"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining("/"));
    return Optional.of(reason).filter(text -> !text.isEmpty());
  }
}
