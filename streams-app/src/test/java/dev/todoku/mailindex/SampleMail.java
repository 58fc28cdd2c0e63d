package dev.todoku.mailindex;

import dev.todoku.schema.JsonSerde;
import dev.todoku.schema.Outcome;
import java.nio.charset.StandardCharsets;

/**
 * Outcomes of mail from shop.test by 192.0.2.1, as applications and logs make them.
 *
 * @param id Message-ID and, with "Q" before it, queue id
 * @param to recipient, whose domain is the provider
 */
record SampleMail(String id, String to, String subject, String campaign) {
  private static final JsonSerde<Outcome> OUTCOME = JsonSerde.of(Outcome.class);

  /** 2026-11-21T12:00:00Z. */
  static final long NOON = 1_795_262_400_000L;

  static final long MINUTE = 60_000;

  static SampleMail to(String id, String to) {
    return new SampleMail(id, to, null, null);
  }

  SampleMail about(String words) {
    return new SampleMail(id, to, words, campaign);
  }

  SampleMail of(String name) {
    return new SampleMail(id, to, subject, name);
  }

  Outcome accepted(long sentAt, long at) {
    return outcome("DELIVERED", "DELIVERED", "NONE", sentAt, at, at, 0);
  }

  Outcome refused(long sentAt, long at) {
    return outcome("BOUNCED", "BLOCKED", "REPUTATION", sentAt, at, 0, at);
  }

  Outcome unknown(long sentAt, long at) {
    return outcome("BOUNCED", "USER_UNKNOWN", "ADDRESS", sentAt, at, 0, at);
  }

  Outcome complained(long sentAt, long deliveredAt, long at) {
    String json = json("DELIVERED", "DELIVERED", "NONE", sentAt, at, deliveredAt, 0);
    return read(json.replace("\"revision\"", "\"complainedAt\":" + at + ",\"revision\""));
  }

  private Outcome outcome(
      String status, String reason, String fault, long sentAt, long time, long accepted, long no) {
    return read(json(status, reason, fault, sentAt, time, accepted, no));
  }

  private static Outcome read(String json) {
    return OUTCOME.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private String json(
      String status, String reason, String fault, long sentAt, long time, long accepted, long no) {
    return """
    {"messageId":"%s","recipient":"%s","provider":"%s","status":"%s","reason":"%s","fault":"%s",
     "stoppedAt":"RECEIVING_SERVER","addressIsDead":false,"revision":1,"time":%d,"sentAt":%d,
     "deliveredAt":%d,"bouncedAt":%d,"queueId":"Q%s","notice":false,
     "reply":{"code":550,"status":"5.7.1","text":"550 5.7.1 refused"},
     "origin":{"host":"mx","sourceIp":"192.0.2.1","fromDomain":"shop.test"%s}%s}
    """
        .formatted(
            id,
            to,
            to.substring(to.indexOf('@') + 1),
            status,
            reason,
            fault,
            time,
            sentAt,
            accepted,
            no,
            id,
            campaign == null ? "" : ",\"campaign\":\"" + campaign + '"',
            subject == null ? "" : ",\"details\":{\"subject\":\"" + subject + "\"}");
  }
}
