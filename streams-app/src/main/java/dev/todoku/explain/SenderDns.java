package dev.todoku.explain;

import dev.todoku.dns.fact.FactEvidence;
import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.dns.fact.SenderInOrder;
import dev.todoku.schema.DnsFact;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the DNS shows of a sender, as far as it was asked.
 *
 * @param wrong what is wrong
 * @param inOrder what is in order
 */
public record SenderDns(FactEvidence wrong, SenderInOrder inOrder) {
  /** Nothing was asked. */
  public static final SenderDns NOTHING = new SenderDns(FactEvidence.NONE, SenderInOrder.NOTHING);

  /** Who knows what the DNS shows. */
  @FunctionalInterface
  public interface Source {
    /**
     * What the DNS shows of a sender, as far as it was asked.
     *
     * @param fromDomain domain of the header From, null when unknown
     * @param sourceIp address that receiving servers see, empty when unknown
     */
    SenderDns dns(@Nullable String fromDomain, String sourceIp);
  }

  /**
   * What held at {@code time}, milliseconds since 1970.
   *
   * @param fromDomain domain of the header From, null when unknown
   * @param sourceIp address that receiving servers see, empty when unknown
   */
  public static SenderDns of(
      KnownFacts known, @Nullable String fromDomain, String sourceIp, long time) {
    Set<String> ips = sourceIp.isEmpty() ? Set.of() : Set.of(sourceIp);
    Set<String> domains = fromDomain == null ? Set.of() : Set.of(fromDomain);
    List<DnsFact> facts = known.about(ips, domains, time);
    return new SenderDns(FactEvidence.of(ips, facts), SenderInOrder.of(sourceIp, facts));
  }
}
