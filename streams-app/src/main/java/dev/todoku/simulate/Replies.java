package dev.todoku.simulate;

import dev.todoku.schema.SmtpReply;

/** What the simulated servers answer when they do not accept. */
final class Replies {
  private Replies() {}

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

  private static SmtpReply rcpt(int code, String status, String text) {
    return new SmtpReply(code, status, code + " " + status + " " + text, "RCPT TO command");
  }
}
