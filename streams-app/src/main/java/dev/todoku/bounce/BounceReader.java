package dev.todoku.bounce;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.apache.james.mime4j.MimeException;

/**
 * Reads messages that came back to the envelope sender. It understands delivery status reports (RFC
 * 3464, and RFC 6533 for internationalised mail); other forms are told from ordinary mail and left.
 *
 * <p>Any bytes are answered: what is broken, or beyond what genuine mail has, is {@link
 * Reading.NotUnderstood}.
 */
public final class BounceReader {
  private static final Set<String> SUBJECTS =
      Set.of(
          "undeliver",
          "delivery status",
          "delivery fail",
          "delivery report",
          "mail delivery",
          "returned mail",
          "failure notice",
          "配信不能",
          "配信エラー");

  private final ReplyClassifier replies;

  public BounceReader(ReplyClassifier replies) {
    this.replies = replies;
  }

  /**
   * Reads {@code message}.
   *
   * @param receivedAt when it came, event time; used where the message gives no credible time of
   *     its own
   */
  public Reading read(byte[] message, long receivedAt) {
    try {
      ReportParts parts = ReportParts.read(message);
      if (!parts.isDeliveryStatus()) {
        return otherForm(parts.header());
      }
      return new DeliveryStatusReport(parts, replies, receivedAt).reading();
    } catch (IOException | MimeException | IllegalArgumentException broken) {
      return new Reading.NotUnderstood("a broken message: " + broken.getMessage());
    }
  }

  private static Reading otherForm(Fields header) {
    return looksAutomatic(header)
        ? new Reading.NotUnderstood("a bounce in a form other than RFC 3464")
        : new Reading.NotABounce("nothing in its header says that a mail server wrote it");
  }

  private static boolean looksAutomatic(Fields header) {
    String submitted = header.first("Auto-Submitted").toLowerCase(Locale.ROOT);
    String from = header.first("From").toLowerCase(Locale.ROOT);
    String subject = EncodedWords.decode(header.first("Subject")).toLowerCase(Locale.ROOT);
    return (!submitted.isEmpty() && !submitted.equals("no"))
        || header.first("Return-Path").equals("<>")
        || header.has("X-Failed-Recipients")
        || header.first("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/report")
        || from.contains("mailer-daemon")
        || from.contains("postmaster")
        || SUBJECTS.stream().anyMatch(subject::contains);
  }
}
