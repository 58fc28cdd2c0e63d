package dev.todoku.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Bodies as mail services post them, of one record each. */
final class WebhookBodies {
  private WebhookBodies() {}

  /** {@code count} bodies of each service, by the name of its format. */
  static Map<String, List<byte[]>> of(int count) {
    Map<String, List<byte[]>> bodies = new LinkedHashMap<>();
    bodies.put("sendgrid", bodies(count, WebhookBodies::sendGrid));
    bodies.put("mailgun", bodies(count, WebhookBodies::mailgun));
    bodies.put("postmark", bodies(count, WebhookBodies::postmark));
    bodies.put("ses", bodies(count, WebhookBodies::ses));
    return bodies;
  }

  private static List<byte[]> bodies(int count, IntFunction<String> body) {
    List<byte[]> bodies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      bodies.add(body.apply(i).getBytes(StandardCharsets.UTF_8));
    }
    return bodies;
  }

  private static String sendGrid(int i) {
    return """
    [{"email":"user%1$d@mail.example.jp","timestamp":1795136402,"event":"delivered",\
    "response":"250 2.0.0 OK queued as 4cXk2P","ip":"198.51.100.20","tls":1,\
    "smtp-id":"<%1$d.4711@shop.example>","sg_event_id":"ZGVsaXZlcmVkLTE%1$d",\
    "sg_message_id":"AbC%1$d.recvd-1-2-3.0","category":["order"]}]\
    """
        .formatted(i);
  }

  private static String mailgun(int i) {
    return """
    {"signature":{"timestamp":"1795136402","token":"0123456789abcdef%1$d","signature":"00"},\
    "event-data":{"event":"delivered","id":"W3X4JOhFT-OZidZGKKr9iA%1$d","timestamp":1795136402.25,\
    "log-level":"info","recipient":"user%1$d@mail.example.jp","recipient-domain":"mail.example.jp",\
    "tags":["order"],"user-variables":{},"envelope":{"sender":"bounce+%1$d@shop.example",\
    "sending-ip":"198.51.100.20","targets":"user%1$d@mail.example.jp","transport":"smtp"},\
    "delivery-status":{"tls":true,"mx-host":"mx.mail.example.jp","code":250,"message":"OK",\
    "session-seconds":0.43,"attempt-no":1,"description":""},"message":{"headers":{"to":\
    "user%1$d@mail.example.jp","message-id":"%1$d.4711@shop.example","from":"info@shop.example",\
    "subject":"order"},"attachments":[],"size":18234}}}\
    """
        .formatted(i);
  }

  private static String postmark(int i) {
    return """
    {"RecordType":"Bounce","ID":%1$d,"Type":"HardBounce","TypeCode":1,"Tag":"order",\
    "MessageID":"883953f4-6105-42a2-a16a-%1$012d","ServerID":23,"Details":\
    "smtp;550 5.1.1 The email account that you tried to reach does not exist",\
    "Email":"user%1$d@mail.example.jp","From":"info@shop.example",\
    "BouncedAt":"2026-11-20T01:00:02Z","Inactive":true,"CanActivate":true,"Subject":"order",\
    "DumpAvailable":true,"Metadata":{"order":"%1$d"}}\
    """
        .formatted(i);
  }

  /** Without the envelope of SNS, as EventBridge and Firehose hand it on. */
  private static String ses(int i) {
    return """
    {"eventType":"Delivery","mail":{"timestamp":"2026-11-20T01:00:00.120Z",\
    "source":"bounce+%1$d@shop.example","sendingAccountId":"123456789012",\
    "messageId":"0106019a%1$08d-aaaaaaaa-1111-2222-3333-bbbbbbbbbbbb-000000",\
    "destination":["user%1$d@mail.example.jp"],"headersTruncated":false,"headers":[\
    {"name":"From","value":"Shop <info@shop.example>"},{"name":"To","value":\
    "user%1$d@mail.example.jp"},{"name":"Message-ID","value":"<%1$d.4711@shop.example>"}],\
    "commonHeaders":{"from":["Shop <info@shop.example>"],"to":["user%1$d@mail.example.jp"],\
    "messageId":"0106019a%1$08d","subject":"order"},"tags":{"campaign":["autumn"]}},\
    "delivery":{"timestamp":"2026-11-20T01:00:02.345Z","processingTimeMillis":2225,\
    "recipients":["user%1$d@mail.example.jp"],"smtpResponse":"250 2.0.0 OK queued as 4cXk2P",\
    "reportingMTA":"a1-2.smtp-out.ap-northeast-1.amazonses.com"}}\
    """
        .formatted(i);
  }
}
