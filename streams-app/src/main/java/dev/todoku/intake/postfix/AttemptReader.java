package dev.todoku.intake.postfix;

import dev.todoku.hop.Peer;
import dev.todoku.schema.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The lines of delivery agents: {@code to=<…>, orig_to=<…>, relay=…, delay=…, delays=…, dsn=…,
 * status=… (text)}.
 */
final class AttemptReader {
  private static final long LONGEST_DELAY = Duration.ofDays(366).toMillis();

  /** More than this between a queue id's time and the log's: one of the two clocks is not ours. */
  private static final long CLOCK_TOLERANCE = Duration.ofMinutes(1).toMillis();

  private static final int LONGEST_STATUS = 20;

  /** Reads {@code text}, which begins with {@code to=<}. */
  Parsed read(Framing.LogLine line, String queueId, String text) {
    int recipientAt = "to=<".length();
    int recipientEnd = Field.addressEnd(text, recipientAt, ">, ");
    if (recipientEnd < 0) {
      return cut();
    }
    if (recipientEnd == recipientAt) {
      return new Parsed.Ignored(line.time(), line.program());
    }
    String recipient = text.substring(recipientAt, recipientEnd);
    String originalRecipient = null;
    String relay = "none";
    String dsn = null;
    long delay = 0;
    int at = recipientEnd + 3;
    while (!text.startsWith("status=", at)) {
      boolean isAddress = text.startsWith("orig_to=<", at);
      int next =
          isAddress
              ? Field.addressEnd(text, at + "orig_to=<".length(), ">, ") + 1
              : text.indexOf(", ", at);
      if (next <= 0) {
        return cut();
      }
      if (isAddress) {
        originalRecipient = text.substring(at + "orig_to=<".length(), next - 1);
      } else if (text.startsWith("relay=", at)) {
        relay = text.substring(at + "relay=".length(), next);
      } else if (text.startsWith("delay=", at)) {
        delay = millis(text, at + "delay=".length(), next);
      } else if (text.startsWith("dsn=", at)) {
        dsn = text.substring(at + "dsn=".length(), next);
      }
      at = next + 2;
    }
    int statusAt = at + "status=".length();
    int statusEnd = text.indexOf(' ', statusAt);
    String status = text.substring(statusAt, statusEnd < 0 ? text.length() : statusEnd);
    QueueLine.Result result = result(status);
    if (result == null && !status.equals("deliverable") && !status.equals("undeliverable")) {
      return new Parsed.Unreadable(
          "delivery line whose status is none of sent, deferred, bounced: " + shown(status));
    }
    if (result == null) {
      return new Parsed.Ignored(line.time(), line.program());
    }
    String problem = Field.problem(recipient, "recipient", Limits.ADDRESS);
    if (problem == null && originalRecipient != null && !originalRecipient.isEmpty()) {
      problem = Field.problem(originalRecipient, "original recipient", Limits.ADDRESS);
    }
    if (problem != null) {
      return new Parsed.Unreadable(problem);
    }
    String said = inParentheses(text, statusEnd);
    Peer relayed = relay.equals("none") ? null : peer(relay);
    boolean isSame = recipient.equals(originalRecipient) || "".equals(originalRecipient);
    return new QueueLine.AttemptLine(
        line.host(),
        queueId,
        line.time(),
        recipient,
        isSame ? null : originalRecipient,
        relayed == null ? null : relayed.name(),
        queuedAt(line, queueId, delay),
        result,
        PostfixReply.read(said, dsn),
        PostfixPrograms.daemon(line.program()),
        relayed == null ? AttemptedPeer.in(said) : relayed);
  }

  private static String shown(String status) {
    return status.substring(0, Math.min(status.length(), LONGEST_STATUS));
  }

  private static Parsed cut() {
    return new Parsed.Unreadable("cut delivery line: it ends before its status");
  }

  /** Null for what is no delivery: probes of address verification. */
  private static QueueLine.@Nullable Result result(String status) {
    return switch (status) {
      case "sent" -> QueueLine.Result.SENT;
      // soft_bounce=yes: what would have been refused for good stays in the queue.
      case "deferred", "SOFTBOUNCE" -> QueueLine.Result.DEFERRED;
      case "bounced" -> QueueLine.Result.BOUNCED;
      default -> null;
    };
  }

  /**
   * The queue id's own time where it has one: all lines of a message then agree, and delays are
   * rounded. It is cut to what the log's clock shows, lest a message arrive before it was sent.
   */
  private static long queuedAt(Framing.LogLine line, String queueId, long delay) {
    long estimate = line.time() - delay;
    long exact = QueueId.time(queueId);
    if (exact == 0 || Math.abs(exact - estimate) > CLOCK_TOLERANCE) {
      return estimate;
    }
    return line.wholeSeconds() ? exact / 1000 * 1000 : exact;
  }

  private static @Nullable Peer peer(String relay) {
    Peer peer = Peer.parse(relay);
    return Field.problem(peer.name(), "relay", Limits.DOMAIN) == null ? peer : null;
  }

  /** What stands between the first and the last parenthesis; syslog may have cut the last. */
  private static String inParentheses(String text, int from) {
    if (from < 0 || !text.startsWith(" (", from)) {
      return "";
    }
    int end = text.endsWith(")") ? text.length() - 1 : text.length();
    return text.substring(Math.min(from + 2, end), end);
  }

  /**
   * Seconds such as "0.05", "432015" or "2.3e+04", as some versions write it, in milliseconds; 0
   * when they make no sense.
   */
  private static long millis(String text, int from, int to) {
    long millis = 0;
    int at = from;
    for (; at < to && isDigit(text.charAt(at)); at++) {
      millis = Math.min(millis * 10 + (text.charAt(at) - '0') * 1000L, LONGEST_DELAY + 1);
    }
    if (at < to && text.charAt(at) == '.') {
      at++;
      for (int weight = 100; at < to && isDigit(text.charAt(at)); weight /= 10, at++) {
        millis += (long) weight * (text.charAt(at) - '0');
      }
    }
    if (text.startsWith("e+", at) && at + 2 < to) {
      int exponent = 0;
      for (at += 2; at < to && isDigit(text.charAt(at)) && exponent < 10; at++) {
        exponent = exponent * 10 + (text.charAt(at) - '0');
      }
      for (; exponent > 0 && millis <= LONGEST_DELAY; exponent--) {
        millis *= 10;
      }
    }
    return at == to && millis <= LONGEST_DELAY ? millis : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
