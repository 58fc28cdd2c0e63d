package dev.todoku.bounce;

import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.MailEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of reading a message that was sent to a bounce address. */
public sealed interface Reading {

  /**
   * It says what became of a message.
   *
   * @param readBy how it was read
   * @param identity of the message
   * @param recipients what it says of each of them, at least one
   * @param events what the pipeline learns from it; empty where nothing failed, and where it names
   *     no message that a delay, a delivery or a complaint could belong to
   */
  record Report(
      ReadBy readBy,
      BounceIdentity identity,
      List<RecipientReport> recipients,
      List<MailEvent> events)
      implements Reading {
    public Report {
      recipients = List.copyOf(recipients);
      events = List.copyOf(events);
    }

    /**
     * The refusal of {@code recipient}, as it is classified; the report's author where it names no
     * other server.
     */
    public RefusedReply refusal(RecipientReport recipient) {
      String author = identity.reportingHost();
      return new RefusedReply(
          recipient.reply(),
          recipient.recipient(),
          identity.envelopeFrom(),
          recipient.remoteHost() == null ? author : recipient.remoteHost(),
          author,
          recipient.time(),
          recipient.action() == Action.FAILED);
    }
  }

  /**
   * It is no bounce but reports on whole domains: who sends as they, or whether TLS to them worked.
   *
   * @param reports at least one
   */
  record Aggregate(List<AggregateReport> reports) implements Reading {
    public Aggregate {
      reports = List.copyOf(reports);
    }
  }

  /**
   * A recipient wants no more of a kind, as mail programs write to the address of a
   * List-Unsubscribe field (RFC 2369 section 3.2). Anyone can write one in anybody's name: whoever
   * takes it asks what proves it.
   *
   * @param author address of its header From, which is to get no more
   * @param messageId Message-ID in normal form of the mail that it is about; null when it names
   *     none
   */
  record Unsubscribe(String author, @Nullable String messageId) implements Reading {}

  /** It reports nothing that a mail server did; nothing is lost by leaving it. */
  record NotABounce(String why) implements Reading {}

  /** It may report a failure but cannot be read; it belongs where a person sees it. */
  record NotUnderstood(String why) implements Reading {}
}
