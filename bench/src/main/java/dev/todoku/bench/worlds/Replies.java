package dev.todoku.bench.worlds;

import java.util.List;

/** Replies as mail servers word them. */
final class Replies {
  private static final List<String> UNKNOWN =
      List.of(
          "550 5.1.1 <%s>: Recipient address rejected: User unknown",
          "550 5.1.1 %s User unknown; rejecting",
          "550 5.1.1 The email account that you tried to reach does not exist.");

  private static final List<String> SYSTEM =
      List.of(
          "451 4.3.0 Temporary lookup failure",
          "452 4.3.1 Insufficient system resources",
          "451 4.4.0 Temporary system problem. Try again later");

  /** What a provider may say to one source IP alone that it does not want for now. */
  private static final List<String> HELD_BACK =
      List.of(
          "451 Resources temporarily unavailable. Please try again later [#4.16.5].",
          "451 4.3.0 Temporary system problem. Try again later",
          "452 4.3.1 Insufficient system resources",
          "421 4.3.2 Service not available, closing transmission channel");

  private static final List<String> SPAM =
      List.of(
          "550 5.7.1 Our system has detected that this message is likely unsolicited mail.",
          "554 5.7.1 Message content rejected",
          "550 spam message discarded");

  private static final List<String> BLOCKED =
      List.of(
          "550 5.7.1 Service unavailable; client host [%s] is blocked",
          "554 5.7.1 Mail from IP %s was rejected due to listing",
          "550 5.7.606 Access denied, banned sending IP [%s]",
          "421 4.7.0 [%s] Messages temporarily deferred due to user complaints");

  /** Words without an enhanced status code that decides. */
  private static final List<String> IN_OTHER_WORDS =
      List.of(
          "554 Administrative prohibition",
          "554 Transaction failed",
          "550 Delivery not authorized, message refused",
          "550 5.0.0 Mail not accepted",
          "571 Delivery not accepted",
          "550 Requested action not taken");

  /** The same in languages that no rule need know. */
  private static final List<String> IN_OTHER_LANGUAGES =
      List.of(
          "550 お客様のサーバーからのメールは受信を制限しています",
          "554 送信元のIPアドレスからの接続は許可されていません",
          "550 Zugriff verweigert: Ihre IP-Adresse ist gesperrt",
          "554 Annahme der E-Mail wurde abgelehnt");

  private static final List<String> GREYLISTED =
      List.of(
          "450 4.7.1 Recipient address rejected: Greylisted",
          "451 4.7.1 Greylisting in action, please come back later",
          "450 4.2.0 Greylisted, see http://postgrey.example/help.html",
          "451 Please try again later");

  private static final List<String> TOO_FAST =
      List.of(
          "421 4.7.28 Our system has detected an unusual rate of unsolicited mail originating from"
              + " your IP address.",
          "421 4.7.28 Gmail has detected an unusual rate of mail originating from your IP address."
              + " To protect our users, mail has been temporarily rate limited.");

  private Replies() {}

  static String unknown(String address, double luck) {
    return of(UNKNOWN, luck).formatted(address);
  }

  static String systemError(double luck) {
    return of(SYSTEM, luck);
  }

  static String heldBack(double luckOfWorld) {
    return of(HELD_BACK, luckOfWorld);
  }

  static String full(String address) {
    return "452 4.2.2 <" + address + ">: Mailbox full";
  }

  static String spam(double luck) {
    return of(SPAM, luck);
  }

  /** In words of one provider; which one is drawn for the whole world. */
  static String blocked(String ip, double luckOfWorld) {
    return of(BLOCKED, luckOfWorld).formatted(ip);
  }

  static String inOtherWords(double luckOfWorld) {
    return of(IN_OTHER_WORDS, luckOfWorld);
  }

  static String inOtherLanguages(double luckOfWorld) {
    return of(IN_OTHER_LANGUAGES, luckOfWorld);
  }

  static String greylisted(double luckOfWorld) {
    return of(GREYLISTED, luckOfWorld);
  }

  static String tooFast(double luckOfWorld) {
    return of(TOO_FAST, luckOfWorld);
  }

  private static String of(List<String> texts, double luck) {
    return texts.get((int) (luck * texts.size()));
  }
}
