package dev.todoku.providers;

import dev.todoku.detect.Figures;
import dev.todoku.detect.ProviderJudge;
import dev.todoku.detect.StreamMinute;
import dev.todoku.schema.Scope;
import dev.todoku.wire.HopKey;
import dev.todoku.wire.ProviderDelta;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One minute of one provider, by stream: all mail from a source IP, all mail of a From domain, and
 * all mail; at a filter or relay, all mail alone. What is not known makes no stream of its own
 * unless nothing else is known.
 */
final class ProviderMinute {
  private final Map<String, StreamMinute> sourceIps = new TreeMap<>();
  private final Map<String, StreamMinute> fromDomains = new TreeMap<>();
  private final StreamMinute all = new StreamMinute();
  private final String provider;

  ProviderMinute(String provider, List<MinuteRow> rows) {
    this.provider = provider;
    rows.forEach(this::add);
  }

  private void add(MinuteRow row) {
    String member = ProviderJudge.member(row.sourceIp(), row.fromDomain());
    add(all, member, row);
    if (HopKey.isHop(provider)) {
      return;
    }
    boolean isDomainKnown = !row.fromDomain().equals(ProviderDelta.UNKNOWN);
    if (!row.sourceIp().equals(ProviderDelta.UNKNOWN) || !isDomainKnown) {
      add(
          sourceIps.computeIfAbsent(row.sourceIp(), unused -> new StreamMinute()),
          row.fromDomain(),
          row);
    }
    if (isDomainKnown) {
      add(
          fromDomains.computeIfAbsent(row.fromDomain(), unused -> new StreamMinute()),
          row.sourceIp(),
          row);
    }
  }

  private static void add(StreamMinute stream, String member, MinuteRow row) {
    stream.add(member, row.figures(), row.batches(), row.samples());
    stream.addReturned(row.returned());
  }

  /** The figures of all streams together. */
  Figures total() {
    return all.total();
  }

  /** Source IPs first: of equals, they go before. The provider's own is the last. */
  Map<Scope, StreamMinute> streams() {
    Map<Scope, StreamMinute> streams = new LinkedHashMap<>();
    sourceIps.forEach((ip, minute) -> streams.put(new Scope(provider, ip, null), minute));
    fromDomains.forEach((domain, minute) -> streams.put(new Scope(provider, null, domain), minute));
    streams.put(new Scope(provider, null, null), all);
    return streams;
  }
}
