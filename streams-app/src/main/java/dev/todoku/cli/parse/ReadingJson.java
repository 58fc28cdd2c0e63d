package dev.todoku.cli.parse;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.BounceIdentity;
import dev.todoku.bounce.Hints;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.RecipientReport;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.RuleMatch;
import dev.todoku.cli.base.MailFile;
import dev.todoku.schema.SmtpReply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What a message says, for a program. What is not known is not written. Times are in ms. */
final class ReadingJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private ReadingJson() {}

  /** {@code evidence}: the rows to write beside what decided; none where it returns none. */
  static String of(MailFile file, Function<RefusedReply, List<RuleMatch>> evidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.name());
    if (file.reading() instanceof Reading.Report report) {
      json.put("kind", "report");
      json.put("readBy", report.readBy());
      identity(json, report.identity());
      json.put(
          "recipients",
          report.recipients().stream()
              .map(recipient -> recipient(recipient, evidence.apply(report.refusal(recipient))))
              .toList());
    } else if (file.reading() instanceof Reading.Aggregate about) {
      json.put("kind", "aggregateReport");
      json.put("reports", about.reports());
    } else if (file.reading() instanceof Reading.Unsubscribe mail) {
      json.put("kind", "notABounce");
      json.put("why", "a mail that unsubscribes its author");
      json.put("unsubscribes", mail.author());
      put(json, "messageId", mail.messageId());
    } else if (file.reading() instanceof Reading.NotABounce other) {
      json.put("kind", "notABounce");
      json.put("why", other.why());
    } else if (file.reading() instanceof Reading.NotUnderstood unknown) {
      json.put("kind", "notUnderstood");
      json.put("why", unknown.why());
    }
    return JSON.writeValueAsString(json);
  }

  private static void identity(Map<String, Object> json, BounceIdentity identity) {
    put(json, "messageId", identity.original().messageId());
    put(json, "subject", identity.original().subject());
    put(json, "from", identity.original().from());
    put(json, "listId", identity.original().listId());
    put(json, "envelopeId", identity.envelopeId());
    put(json, "envelopeFrom", identity.envelopeFrom());
    put(json, "queueId", identity.queueId());
    put(json, "reportingHost", identity.reportingHost());
    put(json, "queuedAt", identity.queuedAt());
  }

  private static Map<String, Object> recipient(
      RecipientReport recipient, List<RuleMatch> evidence) {
    Map<String, Object> json = new LinkedHashMap<>();
    put(json, "recipient", recipient.recipient());
    put(json, "originalRecipient", recipient.originalRecipient());
    json.put("action", recipient.action());
    diagnosis(json, recipient.diagnosis());
    if (!evidence.isEmpty()) {
      json.put("evidence", evidence);
    }
    SmtpReply reply = recipient.reply();
    put(json, "code", reply.code());
    put(json, "status", reply.status());
    put(json, "text", reply.text());
    put(json, "command", reply.command());
    put(json, "remoteHost", recipient.remoteHost());
    put(json, "time", recipient.time());
    return json;
  }

  private static void diagnosis(Map<String, Object> json, BounceDiagnosis diagnosis) {
    json.put("reason", diagnosis.reason());
    json.put("fault", diagnosis.fault());
    json.put("addressIsDead", diagnosis.addressIsDead());
    json.put("confidence", diagnosis.confidence());
    put(json, "rule", diagnosis.rule());
    Hints hints = diagnosis.hints();
    put(json, "sizeLimit", hints.sizeLimit());
    put(json, "waitSeconds", hints.waitSeconds());
    put(json, "listing", hints.listing());
    put(json, "scope", hints.scope());
  }

  private static void put(Map<String, Object> json, String name, @Nullable Object value) {
    if (value != null) {
      json.put(name, value);
    }
  }

  private static void put(Map<String, Object> json, String name, long value) {
    if (value != 0) {
      json.put(name, value);
    }
  }
}
