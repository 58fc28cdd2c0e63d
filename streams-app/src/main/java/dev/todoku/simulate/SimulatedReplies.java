package dev.todoku.simulate;

import dev.todoku.schema.SmtpReply;

/** What the simulated servers answer when they do not accept. */
final class SimulatedReplies {
  private SimulatedReplies() {}

  static SmtpReply blocked(String sourceIp) {
    return new SmtpReply(
        550,
        "5.7.1",
        "550 5.7.1 Service unavailable; client host [" + sourceIp + "] is blocked",
        "MAIL FROM command");
  }

  static SmtpReply unknown(String address) {
    return rcpt(550, "5.1.1", "<" + address + ">: User unknown");
  }

  static SmtpReply full(String address) {
    return rcpt(552, "5.2.2", "<" + address + ">: Mailbox full");
  }

  static SmtpReply fullForNow(String address) {
    return rcpt(452, "4.2.2", "<" + address + ">: Mailbox full");
  }

  static SmtpReply greylisted(String address) {
    return rcpt(450, "4.7.1", "<" + address + ">: Greylisted, please try again later");
  }

  static SmtpReply domainBlocked() {
    return new SmtpReply(
        550, "5.7.1", "550 5.7.1 Mail from this sender domain is refused", "end of DATA");
  }

  static SmtpReply listed(String sourceIp) {
    return new SmtpReply(
        554,
        "5.7.1",
        "554 5.7.1 Client host [" + sourceIp + "] blocked using zen.spamhaus.org",
        "RCPT TO command");
  }

  static SmtpReply spam() {
    return new SmtpReply(550, "5.7.1", "550 5.7.1 Message refused as spam", "end of DATA");
  }

  static SmtpReply busy() {
    return new SmtpReply(
        421, "4.7.0", "421 4.7.0 Too many messages, try again later", "MAIL FROM command");
  }

  static SmtpReply outage() {
    return new SmtpReply(451, "4.3.2", "451 4.3.2 System not accepting messages", "MAIL FROM");
  }

  private static SmtpReply rcpt(int code, String status, String text) {
    return new SmtpReply(code, status, code + " " + status + " " + text, "RCPT TO command");
  }
}
