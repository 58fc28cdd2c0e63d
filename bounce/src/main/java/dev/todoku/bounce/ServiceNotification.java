package dev.todoku.bounce;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads notifications of Amazon SES in JSON, bare or wrapped by SNS, that were sent as mail.
 *
 * @see <a href="https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html">their
 *     contents</a>
 */
final class ServiceNotification {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final BounceMessage message;
  private final JsonNode notification;
  private final BounceIdentity identity;
  private final BounceDiagnoser diagnostician;

  private ServiceNotification(
      BounceMessage message, JsonNode notification, ReplyClassifier replies) {
    this.message = message;
    this.notification = notification;
    this.identity = identity();
    this.diagnostician = new BounceDiagnoser(replies, identity);
  }

  /** Null when the message is none. */
  static @Nullable Reading reading(BounceMessage message, ReplyClassifier replies) {
    String text = message.parts().text();
    if (!text.startsWith("{") || !text.contains("otification")) {
      return null;
    }
    try {
      JsonNode node = tree(text);
      JsonNode inner = node.path("Message");
      JsonNode notification = inner.isString() ? tree(inner.stringValue()) : node;
      return new ServiceNotification(message, notification, replies).reading();
    } catch (JacksonException broken) {
      return null;
    }
  }

  /** Mail cuts long lines, also within strings. */
  private static JsonNode tree(String text) {
    return JSON.readTree(text.replace("\r", "").replace("\n", ""));
  }

  private @Nullable Reading reading() {
    List<RecipientReport> reports = new ArrayList<>();
    String feedbackType = null;
    switch (text(notification.path("notificationType")).toLowerCase(Locale.ROOT)) {
      case "bounce" -> addAll("bounce", "bouncedRecipients", Action.FAILED, reports);
      case "complaint" -> {
        addAll("complaint", "complainedRecipients", Action.COMPLAINED, reports);
        feedbackType = text(notification.path("complaint").path("complaintFeedbackType"));
      }
      case "delivery" -> addAll("delivery", "recipients", Action.DELIVERED, reports);
      default -> {
        return null;
      }
    }
    if (reports.isEmpty()) {
      return null;
    }
    BounceEvents findings = new BounceEvents(identity);
    return new Reading.Report(
        ReadBy.SERVICE_NOTIFICATION,
        identity,
        reports,
        feedbackType == null
            ? findings.events(reports)
            : findings.complaints(reports, FieldLimits.name(feedbackType)));
  }

  private void addAll(String of, String list, Action action, List<RecipientReport> reports) {
    for (JsonNode recipient : notification.path(of).path(list)) {
      String address =
          FieldLimits.address(
              Mailbox.in(text(recipient.isString() ? recipient : recipient.path("emailAddress"))));
      if (address != null) {
        reports.add(report(address, action, recipient, notification.path(of)));
      }
    }
  }

  private RecipientReport report(String address, Action action, JsonNode recipient, JsonNode all) {
    String diagnostic =
        action == Action.DELIVERED
            ? text(all.path("smtpResponse"))
            : TypedValue.of(text(recipient.path("diagnosticCode"))).value();
    SmtpReply reply =
        action == Action.COMPLAINED
            ? SmtpReply.UNKNOWN
            : new SmtpReply(
                ReplyText.code(diagnostic),
                ReplyText.status(ReplyText.firstStatus(text(recipient.path("status"))), diagnostic),
                diagnostic.isEmpty() ? null : diagnostic,
                null);
    long time = message.time("");
    return new RecipientReport(
        address,
        null,
        action,
        reply,
        null,
        time,
        diagnosis(all, diagnostician.diagnose(action, reply, address, null, time)));
  }

  /** SES itself keeps a list of addresses that it does not send to. */
  private static BounceDiagnosis diagnosis(JsonNode all, BounceDiagnosis stated) {
    String subtype = text(all.path("bounceSubType"));
    return subtype.contains("Suppress") ? BounceDiagnoser.of(Reason.SUPPRESSED) : stated;
  }

  private BounceIdentity identity() {
    JsonNode mail = notification.path("mail");
    JsonNode common = mail.path("commonHeaders");
    String messageId = text(common.path("messageId"));
    for (JsonNode header : mail.path("headers")) {
      if (text(header.path("name")).equalsIgnoreCase("Message-ID")) {
        messageId = text(header.path("value"));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add("Message-ID: " + messageId);
    lines.add("Subject: " + text(common.path("subject")));
    common.path("from").forEach(from -> lines.add("From: " + text(from)));
    Original original = Original.of(Fields.ofLines(lines));
    String source = FieldLimits.address(Mailbox.in(text(mail.path("source"))));
    return new BounceIdentity(
        original, FieldLimits.name(text(mail.path("messageId"))), source, null, host(), 0);
  }

  private @Nullable String host() {
    return TypedValue.of(text(notification.path("bounce").path("reportingMTA"))).host();
  }

  private static String text(JsonNode node) {
    return node.isString() ? Lines.unfolded(node.stringValue()) : "";
  }
}
