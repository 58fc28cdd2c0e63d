package dev.todoku.web;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.mailindex.IndexedMail;
import dev.todoku.text.Csv;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One mail in a list, as JSON and as CSV. */
final class MailJson {
  private MailJson() {}

  static Map<String, Object> of(IndexedMail mail, String providerLabel, ExplanationWords words) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("messageId", mail.messageId());
    json.put("recipient", mail.recipient());
    json.put("provider", mail.provider());
    json.put("providerLabel", providerLabel);
    json.put("status", mail.status());
    json.put("reason", mail.isFailed() ? mail.reason() : null);
    json.put("said", mail.isFailed() ? words.of("reason", mail.reason()) : null);
    json.put("time", mail.time());
    json.put("sentAt", mail.sentAt() == 0 ? null : Long.valueOf(mail.sentAt()));
    json.put("fromDomain", mail.origin().fromDomain());
    json.put("queueId", mail.queueId());
    json.put("subject", mail.subject());
    json.put("campaign", mail.origin().campaign());
    json.put("reply", mail.reply());
    return json;
  }

  static String csvHeader() {
    return Csv.row(
        "recipient",
        "message_id",
        "status",
        "reason",
        "fault",
        "time",
        "sent_at",
        "provider",
        "source_ip",
        "from_domain",
        "campaign",
        "queue_id",
        "resend",
        "reply");
  }

  /**
   * A row of CSV.
   *
   * @param resend whether to send it again
   */
  static String csv(IndexedMail mail, boolean resend) {
    return Csv.row(
        mail.recipient(),
        mail.messageId(),
        mail.status(),
        mail.reason(),
        mail.fault(),
        Instant.ofEpochMilli(mail.time()),
        mail.sentAt() == 0 ? null : Instant.ofEpochMilli(mail.sentAt()),
        mail.provider(),
        mail.origin().sourceIp(),
        mail.origin().fromDomain(),
        mail.origin().campaign(),
        mail.queueId(),
        resend ? "yes" : "no",
        mail.reply());
  }
}
