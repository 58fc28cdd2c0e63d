package dev.todoku.intake.ses;

import dev.todoku.intake.sender.ReportedDetail;
import dev.todoku.intake.sender.json.Draft;
import dev.todoku.intake.sender.json.JsonItem;
import dev.todoku.intake.sender.json.RecordKind;
import dev.todoku.intake.sender.json.UnreadableRecord;
import dev.todoku.intake.sender.json.WebhookFormat;
import dev.todoku.schema.MessageId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Amazon SES. The same inner record comes in an SNS envelope, in an EventBridge event, or bare
 * (Firehose, SNS with raw delivery); event publishing names its type {@code eventType}, identity
 * notifications {@code notificationType}.
 */
public final class SesFormat extends WebhookFormat {
  private static final String SUPPRESSED_COMPLAINT = "OnAccountSuppressionList";

  /** RFC 5965: the reporter takes back what was reported. */
  private static final String NOT_SPAM = "not-spam";

  /** Sub-types of bounces that SES makes itself, of what it did not send. */
  private static final Set<String> NOT_ATTEMPTED =
      Set.of("Suppressed", "OnAccountSuppressionList", "UnsubscribedRecipient");

  /** Reported for a message, whoever of its recipients it was. */
  private static final Set<String> FOR_THE_MESSAGE =
      Set.of("Complaint", "Open", "Click", "Subscription");

  /** Header in which Firehose names its request. */
  private static final String FIREHOSE_REQUEST = "x-amz-firehose-request-id";

  /** How EventBridge calls what happened to a message: "Email Bounced". */
  private static final String OF_A_MESSAGE = "Email ";

  private static final Pattern FIREHOSE_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

  public SesFormat() {
    super("ses");
  }

  @Override
  public boolean looksLike(JsonItem record) {
    return isEnvelope(record)
        || record.list("Records").stream().anyMatch(SesFormat::isWrapped)
        || isOfFirehose(record)
        || record.text("source").filter("aws.ses"::equals).isPresent()
        || (record.at("mail").isObject() && type(record).isPresent());
  }

  /** As Lambda hands over what SNS or SQS delivered. */
  private static boolean isWrapped(JsonItem record) {
    return record.at("Sns").isObject()
        || record.text("eventSource").filter("aws:sqs"::equals).isPresent();
  }

  /** Firehose repeats a request until its own id comes back with a time. */
  @Override
  public Map<String, Object> answer(Map<String, String> headers, Instant now) {
    String id = headers.getOrDefault(FIREHOSE_REQUEST, "");
    return FIREHOSE_ID.matcher(id).matches()
        ? Map.of("requestId", id, "timestamp", now.toEpochMilli())
        : super.answer(headers, now);
  }

  /** As Firehose posts to an HTTP endpoint: each record in base64. */
  private static boolean isOfFirehose(JsonItem body) {
    return body.has("requestId") && body.list("records").stream().anyMatch(one -> one.has("data"));
  }

  @Override
  public List<JsonItem> records(JsonItem body) {
    if (isOfFirehose(body)) {
      return body.list("records").stream()
          .map(one -> inner(one, it -> it.decoded("data")))
          .toList();
    }
    return body.has("Records")
        ? body.list("Records").stream()
            .map(
                record ->
                    record.has("Sns") ? record.at("Sns") : inner(record, it -> it.parsed("body")))
            .toList()
        : super.records(body);
  }

  /** What a wrapping holds; the wrapping itself where that is no JSON, which then is unreadable. */
  private static JsonItem inner(JsonItem record, UnaryOperator<JsonItem> unwrap) {
    try {
      return unwrap.apply(record);
    } catch (UnreadableRecord e) {
      return record;
    }
  }

  private static boolean isEnvelope(JsonItem record) {
    return record.has("Type") && record.has("MessageId") && record.has("Message");
  }

  @Override
  public List<Draft> read(JsonItem record, Map<String, String> headers) {
    if (isEnvelope(record)) {
      return fromSns(record);
    }
    if (record.has("detail-type")) {
      return fromEventBridge(record);
    }
    return event(record, Optional.empty(), Optional.empty());
  }

  private List<Draft> fromSns(JsonItem envelope) {
    Optional<Instant> published = envelope.iso("Timestamp");
    Optional<String> id = envelope.text("MessageId");
    boolean isNotification = envelope.required("Type").equals("Notification");
    // A topic that was just set up gets a sentence, which is no JSON.
    boolean isRecord =
        envelope.text("Message").filter(text -> text.stripLeading().startsWith("{")).isPresent();
    return isNotification && isRecord
        ? event(envelope.parsed("Message"), published, id)
        : List.of(Draft.of(RecordKind.NONE).time(published).eventId(id));
  }

  private List<Draft> fromEventBridge(JsonItem event) {
    Optional<Instant> published = event.iso("time");
    Optional<String> id = event.text("id");
    // Notices about the account come from the same source.
    if (!event.required("detail-type").startsWith(OF_A_MESSAGE)) {
      return List.of(Draft.of(RecordKind.NONE).time(published).eventId(id));
    }
    if (!event.at("detail").isObject()) {
      throw new UnreadableRecord("has no detail");
    }
    return event(event.at("detail"), published, id);
  }

  private static Optional<String> type(JsonItem record) {
    return record.text("eventType").or(() -> record.text("notificationType"));
  }

  private List<Draft> event(JsonItem record, Optional<Instant> published, Optional<String> id) {
    String type = type(record).orElseThrow(() -> new UnreadableRecord("has no eventType"));
    RecordKind kind = kindOf(type);
    JsonItem mail = record.at("mail");
    if (!mail.isObject()) {
      throw new UnreadableRecord("has no mail");
    }
    JsonItem inner = record.at(innerName(type));
    Optional<Instant> sent = mail.iso("timestamp");
    boolean isReport = type.equals("Bounce") || type.equals("Complaint");
    Optional<Instant> time =
        inner
            .iso("timestamp")
            .or(() -> isReport ? published.or(() -> sent) : sent.or(() -> published));
    List<JsonItem> recipients = recipients(type, mail, inner);
    int candidates = FOR_THE_MESSAGE.contains(type) ? recipients.size() : 1;
    return recipients.stream()
        .map(
            recipient ->
                Draft.of(kind(type, kind, inner))
                    .recipient(recipient.text("emailAddress").or(recipient::text))
                    .providerId(mail.text("messageId"))
                    .messageId(mail.text("commonHeaders", "messageId").or(() -> written(mail)))
                    .eventId(inner.text("feedbackId").or(() -> id))
                    .time(time)
                    .status(recipient.text("status"))
                    .reply(recipient.text("diagnosticCode").or(() -> inner.text("smtpResponse")))
                    .peerReason(peerReason(type, inner))
                    .from(mail.texts("commonHeaders", "from").stream().findFirst())
                    .detail(ReportedDetail.ENVELOPE_SENDER, mail.text("source"))
                    .detail(ReportedDetail.SUBJECT, mail.text("commonHeaders", "subject"))
                    .detail(ReportedDetail.CAMPAIGN, tag(mail, "campaign"))
                    .detail(ReportedDetail.SOURCE_IP, tag(mail, "ses:outgoing-ip"))
                    .detail(ReportedDetail.REMOTE_IP, inner.text("remoteMtaIp"))
                    .detail(ReportedDetail.WRITTEN_MESSAGE_ID, written(mail))
                    .oneOf(candidates))
        .toList();
  }

  private static String innerName(String type) {
    return switch (type) {
      case "DeliveryDelay" -> "deliveryDelay";
      case "Rendering Failure", "RenderingFailure" -> "failure";
      default -> type.toLowerCase(Locale.ROOT);
    };
  }

  private static List<JsonItem> recipients(String type, JsonItem mail, JsonItem inner) {
    List<JsonItem> named =
        switch (type) {
          case "Delivery" -> inner.list("recipients");
          case "Bounce" -> inner.list("bouncedRecipients");
          case "Complaint" -> inner.list("complainedRecipients");
          case "DeliveryDelay" -> inner.list("delayedRecipients");
          default -> List.of();
        };
    return named.isEmpty() ? mail.list("destination") : named;
  }

  private static RecordKind kind(String type, RecordKind kind, JsonItem inner) {
    return switch (type) {
      case "Bounce" -> bounce(inner);
      case "Complaint" ->
          inner.text("complaintSubType").filter(SUPPRESSED_COMPLAINT::equals).isPresent()
                  || inner.text("complaintFeedbackType").filter(NOT_SPAM::equals).isPresent()
              ? RecordKind.NONE
              : kind;
      case "Subscription" -> isUnsubscribed(inner) ? kind : RecordKind.NONE;
      default -> kind;
    };
  }

  /** A bounce of an address on a suppression list was never attempted. */
  private static RecordKind bounce(JsonItem bounce) {
    String subType = bounce.text("bounceSubType").orElse("");
    if (NOT_ATTEMPTED.contains(subType)) {
      return RecordKind.DROPPED;
    }
    return switch (bounce.text("bounceType").orElse("")) {
      case "Permanent" -> RecordKind.bounced(true);
      case "Transient" -> RecordKind.bounced(false);
      default -> RecordKind.bounced(null);
    };
  }

  private static boolean isUnsubscribed(JsonItem subscription) {
    JsonItem now = subscription.at("newTopicPreferences");
    return now.flag("unsubscribeAll").orElse(false)
        || now.list("topicSubscriptionStatus").stream()
            .anyMatch(topic -> topic.text("subscriptionStatus").orElse("").equals("OptOut"));
  }

  private static Optional<String> peerReason(String type, JsonItem inner) {
    return switch (type) {
      case "Bounce" ->
          inner
              .text("bounceType")
              .map(main -> main + inner.text("bounceSubType").map(sub -> "/" + sub).orElse(""));
      case "Complaint" -> inner.text("complaintFeedbackType");
      case "DeliveryDelay" -> inner.text("delayType");
      case "Reject" -> inner.text("reason");
      case "Rendering Failure", "RenderingFailure" -> inner.text("errorMessage");
      default -> Optional.empty();
    };
  }

  /** The Message-ID that the application wrote; SES may have put its own in its place. */
  private static Optional<String> written(JsonItem mail) {
    return mail.list("headers").stream()
        .filter(header -> header.text("name").orElse("").equalsIgnoreCase("Message-ID"))
        .findFirst()
        .flatMap(header -> header.text("value"))
        .map(MessageId::normal)
        .filter(Predicate.not(String::isEmpty));
  }

  private static Optional<String> tag(JsonItem mail, String name) {
    return mail.texts("tags", name).stream().findFirst();
  }
}
