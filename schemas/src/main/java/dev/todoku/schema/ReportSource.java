package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a report that came by mail came from: what our own receiving server wrote into its header,
 * and what the report says of itself. Facts only; what they prove is decided where the message is
 * known.
 *
 * @param mailbox key of the record in {@code mail.raw.bounces}, null when it had none
 * @param receivedAt when it came, event time
 * @param trusted whether only a trusted server writes to that mailbox
 * @param ownServer whether the server that received it wrote it itself: no other one handed it over
 * @param handedOverBy name of the outside server that handed it over, as the DNS confirms it; null
 *     when unknown
 * @param handedOverIp address of that server, "unknown" where the header does not say; null when no
 *     outside server is known
 * @param authenticated domains for which DKIM, SPF or DMARC passed, as a server of ours found
 * @param author address of its header From, null when it has none
 * @param deliveredTo the address that it was sent to, null when unknown
 */
public record ReportSource(
    @Nullable String mailbox,
    @OmittedWhenZero long receivedAt,
    boolean trusted,
    boolean ownServer,
    @Nullable String handedOverBy,
    @Nullable String handedOverIp,
    List<String> authenticated,
    @Nullable String author,
    @Nullable String deliveredTo) {

  /** Most domains that one report is authenticated for; genuine ones have three at most. */
  public static final int DOMAINS = 10;

  public ReportSource {
    Required.bounded(mailbox, "mailbox", Limits.NAME);
    Required.timeOrZero(receivedAt, "receivedAt");
    Required.bounded(handedOverBy, "handedOverBy", Limits.DOMAIN);
    Required.bounded(handedOverIp, "handedOverIp", Limits.DOMAIN);
    authenticated = Required.list(authenticated, "authenticated");
    for (String domain : authenticated) {
      Required.bounded(domain, "authenticated", Limits.DOMAIN);
    }
    Required.bounded(author, "author", Limits.ADDRESS);
    Required.bounded(deliveredTo, "deliveredTo", Limits.ADDRESS);
  }
}
