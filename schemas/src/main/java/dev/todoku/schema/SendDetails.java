package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * What the sending side knows of a message beside where it comes from.
 *
 * @param envelopeFrom envelope sender as it came; empty for the null sender of notices, null when
 *     unknown
 * @param replyTo address of the header Reply-To, null when there is none or it is unknown
 * @param recipientName the recipient's display name in the header To, null when unknown
 * @param subject Subject, cut to {@link Limits#SUBJECT} characters; null when unknown
 * @param size message size in bytes, 0 when unknown
 * @param acceptedAs queue id under which the receiving server took it, as its reply says; null when
 *     unknown
 * @param notifyTo who is to be told when it fails, as the application says: an address or any name;
 *     null for nobody
 */
public record SendDetails(
    @Nullable String envelopeFrom,
    @Nullable String replyTo,
    @Nullable String recipientName,
    @Nullable String subject,
    @OmittedWhenZero long size,
    @Nullable String acceptedAs,
    @Nullable String notifyTo) {

  public static final SendDetails UNKNOWN = new SendDetails(null, null, null, null, 0);

  /** Of a message that no server has accepted. */
  public SendDetails(
      @Nullable String envelopeFrom,
      @Nullable String replyTo,
      @Nullable String recipientName,
      @Nullable String subject,
      long size) {
    this(envelopeFrom, replyTo, recipientName, subject, size, null, null);
  }

  public SendDetails {
    Required.bounded(envelopeFrom, "envelopeFrom", Limits.ADDRESS);
    Required.bounded(replyTo, "replyTo", Limits.ADDRESS);
    Required.bounded(recipientName, "recipientName", Limits.NAME);
    subject = Required.cutOrNull(subject, Limits.SUBJECT);
    Required.count(size, "size");
    Required.bounded(acceptedAs, "acceptedAs", Limits.NAME);
    Required.bounded(notifyTo, "notifyTo", Limits.ADDRESS);
  }
}
