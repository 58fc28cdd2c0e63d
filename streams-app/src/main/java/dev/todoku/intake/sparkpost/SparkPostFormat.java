package dev.todoku.intake.sparkpost;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.ReportedKind;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.UnreadableRecord;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * SparkPost: an array of {@code {"msys":{CLASS:{…}}}}, all values of which are text; or the events
 * without that wrapping, as the events API returns them.
 */
public final class SparkPostFormat extends WebhookFormat {
  private static final List<String> CLASSES =
      List.of(
          "message_event",
          "track_event",
          "gen_event",
          "unsubscribe_event",
          "relay_event",
          "ab_test_event",
          "ingest_event");

  /**
   * SparkPost's own words when it gives a message up (RFC 3463: X.4.7, delivery time expired); what
   * the last attempt was answered may be quoted behind them.
   */
  private static final Pattern EXPIRY = Pattern.compile("^[45]\\d\\d [45]\\.4\\.7 \\[internal\\]");

  private static final Set<String> BOUNCES = Set.of("bounce", "out_of_band");

  public SparkPostFormat() {
    super("sparkpost");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return record.at("msys").isObject()
        || isEvent(record)
        || record.list("results").stream().anyMatch(SparkPostFormat::isEvent);
  }

  /** As the events API returns it. */
  private static boolean isEvent(JsonItem record) {
    return record.has("type")
        && record.has("event_id")
        && (record.has("rcpt_to") || record.has("raw_rcpt_to"));
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    return body.has("results") ? body.list("results") : super.records(body);
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    if (isEvent(record)) {
      return List.of(event(record));
    }
    JsonItem wrapping = record.at("msys");
    if (!wrapping.isObject()) {
      throw new UnreadableRecord("has no msys");
    }
    // SparkPost tries an address with an empty wrapping.
    if (wrapping.names().isEmpty()) {
      return List.of(Draft.of(RecordKind.NONE));
    }
    String name =
        CLASSES.stream()
            .filter(wrapping::has)
            .findFirst()
            .orElseThrow(
                () -> new UnreadableRecord("has none of the events that are known in msys"));
    if (!wrapping.at(name).isObject()) {
      throw new UnreadableRecord("has no msys." + name);
    }
    return List.of(event(wrapping.at(name)));
  }

  private Draft event(JsonItem event) {
    String type = event.required("type");
    boolean isBounce = BOUNCES.contains(type);
    Optional<String> bounceClass = event.text("bounce_class");
    Optional<String> reply = event.text("raw_reason").or(() -> event.text("reason"));
    boolean isExpired = isBounce && reply.filter(text -> EXPIRY.matcher(text).find()).isPresent();
    RecordKind kind =
        isExpired
            ? RecordKind.bounced(false)
            : isBounce ? kindOf("bounce/" + bounceClass.orElse("1").strip()) : kindOf(type);
    boolean isAttempt = isBounce || type.equals("delivery") || type.equals("delay");
    return Draft.of(kind)
        .recipient(event.text("raw_rcpt_to").or(() -> event.text("rcpt_to")))
        .providerId(event.text("message_id"))
        .eventId(event.text("event_id"))
        .time(event.time("timestamp"))
        .code(event.number("error_code"))
        .reply(reply)
        .flag(ReportedDetail.EXPIRED, isExpired)
        .peerReason(kind.kind() == ReportedKind.COMPLAINED ? event.text("fbtype") : bounceClass)
        .from(event.text("friendly_from"))
        .detail(ReportedDetail.ENVELOPE_SENDER, event.text("msg_from"))
        .detail(ReportedDetail.SUBJECT, event.text("subject"))
        .detail(ReportedDetail.CAMPAIGN, event.text("campaign_id"))
        .detail(ReportedDetail.SOURCE_IP, event.text("sending_ip"))
        .detail(ReportedDetail.REMOTE_IP, isAttempt ? event.text("ip_address") : Optional.empty())
        .detail(
            ReportedDetail.ATTEMPT,
            event.number("num_retries").map(retries -> String.valueOf(retries + 1)))
        .detail(ReportedDetail.SIZE, event.text("msg_size"));
  }
}
