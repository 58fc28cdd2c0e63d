package dev.todoku.schema;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What happened in one minute between one source IP, one From domain and one provider. Rows add up:
 * a late event makes a further row of its minute, never a corrected one. A further row may be
 * negative in a part, where it takes back what an earlier row of its minute counted; the sum of a
 * minute's rows never is.
 *
 * @param provider who runs the mailboxes; {@code relay:NAME} or {@code filter:NAME} for a hop of
 *     one's own, at which its attempts are counted apart
 * @param sourceIp the sending address, "unknown" when it is not known
 * @param fromDomain domain of the header From, "unknown" when it is not known
 * @param minute start of the minute of event time
 * @param accepted messages that the provider accepted
 * @param deferred messages refused for now, once per message and hour
 * @param bounced messages refused for good, in-band or out-of-band
 * @param expired messages given up by the queue
 * @param withdrawn messages counted as accepted earlier that bounced in this minute
 * @param complaints complaints
 * @param attempts trials: one per message and hour
 * @param policyRefusals trials refused for policy (5.7.x, 4.7.x, 421), authentication apart
 * @param reasons bounced, expired and deferred by reason
 * @param handedOn messages for the provider that a relay took which says no more
 * @param discarded messages for the provider that were thrown away on purpose
 */
public record ProviderHealth(
    String provider,
    String sourceIp,
    String fromDomain,
    long minute,
    long accepted,
    long deferred,
    long bounced,
    long expired,
    long withdrawn,
    long complaints,
    long attempts,
    long policyRefusals,
    SortedMap<Reason, Long> reasons,
    long handedOn,
    long discarded) {

  public ProviderHealth {
    Required.text(provider, "provider", Limits.DOMAIN);
    Required.text(sourceIp, "sourceIp", Limits.DOMAIN);
    Required.text(fromDomain, "fromDomain", Limits.DOMAIN);
    Required.time(minute, "minute");
    reasons = counts(reasons);
  }

  /**
   * Begins a minute in which nothing was counted.
   *
   * @param minute start of the minute of event time, epoch milliseconds
   */
  public static ProviderHealthBuilder builder(
      String provider, String sourceIp, String fromDomain, long minute) {
    return new ProviderHealthBuilder(provider, sourceIp, fromDomain, minute);
  }

  private static SortedMap<Reason, Long> counts(Map<Reason, Long> counts) {
    SortedMap<Reason, Long> copy = new TreeMap<>(counts == null ? Map.of() : counts);
    copy.forEach((reason, count) -> Required.present(count, "reasons." + reason));
    return Collections.unmodifiableSortedMap(copy);
  }
}
