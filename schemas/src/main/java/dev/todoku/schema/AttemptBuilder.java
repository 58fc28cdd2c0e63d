package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * What the builders of {@link Delivery}, {@link Deferral} and {@link Bounce} share: a server's
 * answer to one attempt for one recipient.
 *
 * @param <B> the builder itself, so that calls chain
 */
abstract sealed class AttemptBuilder<B extends AttemptBuilder<B>> extends EventBuilder<B>
    permits DeliveryBuilder, DeferralBuilder, BounceBuilder {
  @Nullable String originalRecipient;
  long queuedAt;
  @Nullable String remoteHost;
  SmtpReply reply = SmtpReply.UNKNOWN;
  @Nullable NextHop nextHop;

  AttemptBuilder(String recipient, long time) {
    super(recipient, time);
  }

  /** Sets the address that the message was sent to, null when it is the recipient or unknown. */
  public B originalRecipient(@Nullable String address) {
    originalRecipient = address;
    return self();
  }

  /** Sets when the sending server took the message on, epoch milliseconds; 0 when unknown. */
  public B queuedAt(long epochMillis) {
    queuedAt = epochMillis;
    return self();
  }

  /** Sets the server that answered, null when none was reached or it is unknown. */
  public B remoteHost(@Nullable String name) {
    remoteHost = name;
    return self();
  }

  /** Sets what it said; null is as {@link SmtpReply#UNKNOWN}. */
  public B reply(@Nullable SmtpReply said) {
    reply = said == null ? SmtpReply.UNKNOWN : said;
    return self();
  }

  /** Sets whose server it is, null when nothing speaks for another than the recipient's. */
  public B nextHop(@Nullable NextHop hop) {
    nextHop = hop;
    return self();
  }
}
