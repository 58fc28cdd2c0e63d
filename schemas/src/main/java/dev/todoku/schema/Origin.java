package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

/**
 * Where a message comes from, as the sending side knows it.
 *
 * @param host name of the sending server, null when unknown
 * @param sourceIp the address that the receiving servers see; the host's name where no address is
 *     known; null when neither is
 * @param fromDomain domain of the header From in normal form, else of the envelope sender; null
 *     when unknown
 * @param mailStream the kind of mail ("password-reset", "newsletter"), null when the application
 *     gives none
 * @param campaign the application's name of the campaign, null when it gives none
 */
public record Origin(
    @Nullable String host,
    @Nullable String sourceIp,
    @Nullable String fromDomain,
    @Nullable String mailStream,
    @Nullable String campaign) {

  /** Mail stream of the notices that mail servers write themselves, with the null sender. */
  public static final String NOTICES = "notices";

  public static final Origin UNKNOWN = new Origin(null, null, null, null, null);

  public Origin {
    Required.bounded(host, "host", Limits.DOMAIN);
    Required.bounded(sourceIp, "sourceIp", Limits.DOMAIN);
    Required.bounded(fromDomain, "fromDomain", Limits.DOMAIN);
    Required.bounded(mailStream, "mailStream", Limits.NAME);
    Required.bounded(campaign, "campaign", Limits.NAME);
  }

  /** Whether the message is a notice of a mail server (null sender, RFC 5321 section 4.5.5). */
  @JsonIgnore
  public boolean isNotice() {
    return NOTICES.equals(mailStream);
  }
}
