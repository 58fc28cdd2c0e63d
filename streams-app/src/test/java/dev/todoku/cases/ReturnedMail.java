package dev.todoku.cases;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A message that comes to a bounce address, as our receiving server stores it.
 *
 * @param client who handed it over, as in {@code mail.evil.example [198.51.100.66]}
 * @param recipient whom it names
 * @param messageId the message that it names, null when it names none
 * @param deliveredTo the address that it was sent to
 */
record ReturnedMail(String client, String recipient, String messageId, String deliveredTo) {
  static final String STRANGER = "mail.evil.example [198.51.100.66]";

  /** A stranger's, about what was sent to {@code recipient}. */
  static ReturnedMail forged(String recipient) {
    return new ReturnedMail(STRANGER, recipient, null, "news@shop.example");
  }

  ReturnedMail naming(String id) {
    return new ReturnedMail(client, recipient, id, deliveredTo);
  }

  ReturnedMail from(String server) {
    return new ReturnedMail(server, recipient, messageId, deliveredTo);
  }

  ReturnedMail to(String address) {
    return new ReturnedMail(client, recipient, messageId, address);
  }

  /** A bounce message of RFC 3464: the address is dead. */
  String dsn(long time) {
    return header(time)
        + "From: Mail Delivery System <MAILER-DAEMON@"
        + domain()
        + ">\n"
        + "Subject: Undelivered Mail Returned to Sender\n"
        + "Content-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\n\n"
        + "--B\nContent-Type: text/plain\n\nUser unknown\n\n"
        + "--B\nContent-Type: message/delivery-status\n\n"
        + "Reporting-MTA: dns; mx."
        + domain()
        + "\n\nFinal-Recipient: rfc822; "
        + recipient
        + "\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n\n"
        + original()
        + "--B--\n";
  }

  /** A complaint of RFC 5965. */
  String complaint(long time) {
    return header(time)
        + "From: complaints@"
        + domain()
        + "\nSubject: FW: Hello\n"
        + "Content-Type: multipart/report; report-type=feedback-report; boundary=\"B\"\n\n"
        + "--B\nContent-Type: text/plain\n\nA complaint\n\n"
        + "--B\nContent-Type: message/feedback-report\n\n"
        + "Feedback-Type: abuse\nUser-Agent: x/1\nVersion: 1\nOriginal-Rcpt-To: "
        + recipient
        + "\n\n"
        + original()
        + "--B--\n";
  }

  /** What a person writes, under a subject that mail servers use. */
  String letter(long time) {
    return header(time)
        + "From: taro@evil.example\nSubject: Undelivered Mail Returned to Sender\n"
        + "Content-Type: text/plain\n\n"
        + "<"
        + recipient
        + ">: host mx."
        + domain()
        + "[203.0.113.99] said: 550 5.1.1 User unknown (in reply to RCPT TO command)\n";
  }

  private String header(long time) {
    String name = client.substring(0, client.indexOf(' '));
    return "Return-Path: <>\nDelivered-To: "
        + deliveredTo
        + "\nReceived: from "
        + name
        + " ("
        + client
        + ")\n\tby mx.shop.example (Postfix) with ESMTP id 4A1B2C3D4E; "
        + date(time)
        + "\nDate: "
        + date(time)
        + "\nTo: "
        + deliveredTo
        + "\nMIME-Version: 1.0\n";
  }

  private String original() {
    return messageId == null
        ? ""
        : "--B\nContent-Type: text/rfc822-headers\n\nFrom: news@shop.example\nTo: "
            + recipient
            + "\nMessage-ID: <"
            + messageId
            + ">\nSubject: Hello\n\n";
  }

  private String domain() {
    return recipient.substring(recipient.indexOf('@') + 1);
  }

  private static String date(long time) {
    return DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
        .format(Instant.ofEpochMilli(time).atOffset(ZoneOffset.UTC));
  }
}
