package dev.todoku.bounce;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages that came back to the envelope sender. The ways of reading are tried in the order
 * of how sure they are: delivery status (RFC 3464, RFC 6533), feedback report (RFC 5965), report on
 * a domain (RFC 7489, RFC 8460), a mail that unsubscribes (RFC 2369), notification of a service,
 * the same fields in a text, sentences of a mail server, automatic reply (RFC 3834).
 *
 * <p>Any bytes are answered: what is broken, or beyond what genuine mail has, is {@link
 * Reading.NotUnderstood}.
 */
public final class BounceReader {
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
      return read(
          new BounceMessage(
              MessageParts.read(LineEnds.of(message)), Math.max(receivedAt, MailDate.EARLIEST)));
    } catch (BrokenMessage | IllegalArgumentException broken) {
      return new Reading.NotUnderstood("a broken message: " + broken.getMessage());
    }
  }

  private Reading read(BounceMessage message) {
    Reading ofDomain = AggregateReportMail.reading(message);
    if (ofDomain != null) {
      return ofDomain;
    }
    Reading unsubscribe = UnsubscribeMail.reading(message);
    if (unsubscribe != null) {
      return unsubscribe;
    }
    if (Automatic.isOfPerson(message)) {
      return new Reading.NotABounce("a person wrote it, who quotes other mail");
    }
    Reading reading = report(message);
    if (reading != null) {
      return reading;
    }
    String notice = Automatic.otherNotice(message);
    if (notice != null) {
      return new Reading.NotABounce(notice);
    }
    if (Automatic.isOfPostmaster(message)) {
      return new Reading.NotABounce("a postmaster wrote it, not the mail server");
    }
    boolean isAutomatic = Automatic.is(message);
    if (!isAutomatic && !message.prose().quotesDaemon() && !Automatic.returnsToAuthor(message)) {
      return new Reading.NotABounce("nothing in its header says that a mail server wrote it");
    }
    if (Automatic.isAnswerOfPerson(message)) {
      return otherwise(AutoReply.reading(message));
    }
    if (AutoReply.isMarked(message) && !Automatic.reportsFailure(message)) {
      return new Reading.NotABounce("an automatic reply that quotes no mail server");
    }
    boolean isBounceAuthor =
        Automatic.isDaemon(message.header()) && !Automatic.isFromItself(message.header());
    if (!isBounceAuthor && !Automatic.saysWhatBecameOfMail(message)) {
      return new Reading.NotABounce("an automatic message that says of no mail what became of it");
    }
    return otherwise(new ProseReport(message, replies).reading());
  }

  /** What fields say; null when it has none. */
  private @Nullable Reading report(BounceMessage message) {
    MessageParts parts = message.parts();
    if (parts.feedback() != Fields.NONE || Automatic.isComplaint(message)) {
      return new FeedbackReport(message).reading();
    }
    Reading reading = status(message, parts.statuses(), ReadBy.DELIVERY_STATUS);
    if (reading == null) {
      reading = ServiceNotification.reading(message, replies);
    }
    return reading == null
        ? status(message, message.prose().statuses(), ReadBy.STATUS_IN_TEXT)
        : reading;
  }

  private @Nullable Reading status(BounceMessage message, List<Fields> statuses, ReadBy readBy) {
    return statuses.isEmpty()
        ? null
        : new DeliveryStatusReport(message, statuses, replies).reading(readBy);
  }

  private static Reading otherwise(@Nullable Reading reading) {
    return reading == null
        ? new Reading.NotUnderstood("a message of a mail server that names no recipient")
        : reading;
  }
}
