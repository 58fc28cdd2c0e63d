package dev.todoku.intake.postfix;

import dev.todoku.hop.HopAttempt;
import dev.todoku.hop.Peer;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Rejection;
import dev.todoku.schema.SmtpReply;
import org.jspecify.annotations.Nullable;

/** A log line about a message in the queue. */
public sealed interface QueueLine extends Parsed {

  /** Name of the server that logged. */
  String host();

  /** Queue id of the message on that server. */
  String queueId();

  /** When it was logged. */
  long time();

  /**
   * The message's id, logged as its header was read. A message may have several such lines.
   *
   * @param messageId Message-ID in normal form, never empty
   * @param resent whether it comes from a Resent-Message-ID (RFC 5322 section 3.6.6), which names
   *     the resending and not the message
   */
  record MessageIdLine(String host, String queueId, long time, String messageId, boolean resent)
      implements QueueLine {}

  /**
   * The queue manager took the message up; logged again for every retry.
   *
   * @param envelopeFrom envelope sender as it came, empty for the null sender
   * @param size message size in bytes, 0 when not logged
   * @param recipients number of recipients, 0 when not logged
   */
  record FromLine(
      String host, String queueId, long time, String envelopeFrom, long size, int recipients)
      implements QueueLine {}

  /**
   * A delivery agent tried one recipient.
   *
   * @param recipient address that was tried, as it came
   * @param originalRecipient address before aliases were expanded, null when the same
   * @param remoteHost name of the relay, or of the local transport; null when none was reached
   * @param queuedAt when the message was queued, as far as this line shows
   * @param result what became of it
   * @param reply what the remote server, or the agent itself, said
   * @param agent name of the daemon that tried: smtp, lmtp, local …
   * @param peer whom it spoke to, or where none was reached whom it wanted to speak to; null when
   *     the line does not say
   */
  record AttemptLine(
      String host,
      String queueId,
      long time,
      String recipient,
      @Nullable String originalRecipient,
      @Nullable String remoteHost,
      long queuedAt,
      Result result,
      SmtpReply reply,
      String agent,
      @Nullable Peer peer)
      implements QueueLine {

    /**
     * What a filter did with a message before it was queued.
     *
     * @param mail what was refused
     * @param filter how the filter is called
     */
    static AttemptLine ofFilter(String queueId, Rejection mail, String filter, Result result) {
      return new AttemptLine(
          mail.host(),
          queueId,
          mail.time(),
          mail.recipient(),
          null,
          filter,
          mail.time(),
          result,
          mail.reply(),
          result == Result.SENT ? HopAttempt.FILTER_DISCARDS : HopAttempt.FILTER,
          new Peer(filter, null, 0));
    }

    /** This line with another text of the reply. */
    AttemptLine withText(@Nullable String text) {
      return new AttemptLine(
          host,
          queueId,
          time,
          recipient,
          originalRecipient,
          remoteHost,
          queuedAt,
          result,
          new SmtpReply(reply.code(), reply.status(), text, reply.command()),
          agent,
          peer);
    }
  }

  /**
   * A filter or a check of the content refused or threw away a message of one's own side before it
   * was queued: whoever submitted it is on this machine or in a private network.
   *
   * @param attempt the filter as the hop that was tried
   * @param envelopeFrom envelope sender as it came, empty for the null sender
   */
  record RefusalLine(AttemptLine attempt, String envelopeFrom) implements QueueLine {
    @Override
    public String host() {
      return attempt.host();
    }

    @Override
    public String queueId() {
      return attempt.queueId();
    }

    @Override
    public long time() {
      return attempt.time();
    }

    /** What the queue manager would have logged. */
    FromLine from() {
      return new FromLine(host(), queueId(), time(), envelopeFrom, 0, 0);
    }
  }

  /**
   * A content filter decided on the message, whoever its recipients are.
   *
   * @param filter name of its program
   * @param text what it logged of its reasons
   * @param messageId Message-ID in normal form, null where the line does not name it
   */
  record VerdictLine(
      String host,
      String queueId,
      long time,
      String filter,
      FilterVerdict verdict,
      String text,
      @Nullable String messageId)
      implements QueueLine {

    /** The same of the message with that id. */
    VerdictLine of(@Nullable String id) {
      return new VerdictLine(host, queueId, time, filter, verdict, text, id);
    }

    /** The same, of the queue of another host. */
    VerdictLine at(String otherHost) {
      return new VerdictLine(otherHost, queueId, time, filter, verdict, text, messageId);
    }
  }

  /**
   * The message left the queue.
   *
   * @param deleted whether an operator deleted it (postsuper -d)
   */
  record RemovedLine(String host, String queueId, long time, boolean deleted)
      implements QueueLine {}

  /**
   * The message was in a queue before, under another queue id: a filter, {@code postsuper -r} or
   * MailScanner put it into this one.
   */
  record PreviousLine(String host, String queueId, long time, String previousQueueId)
      implements QueueLine {}

  /** What became of an attempt. */
  enum Result {
    SENT,
    DEFERRED,
    BOUNCED
  }

  /** The queue manager gave the message up. */
  record ExpiredLine(String host, String queueId, long time) implements QueueLine {}

  /**
   * A delivery status notification about the message was written.
   *
   * @param noticeQueueId queue id under which the notice travels
   */
  record NoticeLine(String host, String queueId, long time, DsnSent.Kind kind, String noticeQueueId)
      implements QueueLine {}

  /**
   * A header field that {@code header_checks} logs.
   *
   * @param value for {@link Header#FROM} the domain in normal form; for {@link Header#SUBJECT} the
   *     text as it came
   */
  record HeaderLine(String host, String queueId, long time, Header header, String value)
      implements QueueLine {}

  /** The header fields that are of use. */
  enum Header {
    FROM,
    SUBJECT
  }
}
