package dev.todoku.pipeline;

import dev.todoku.detect.Verdict;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Watches two kinds of stream at each provider for a block, minute by minute: all mail from one
 * source IP, and all mail of one From domain.
 *
 * <p>The same refusals show in both. Of the streams that share them the one with the denser
 * failures fires first, and has the narrower cause; while it stands, the others are silent.
 */
final class BlockWatch {
  private final DetectorStreams streams;
  private final Consumer<Signal> signals;

  BlockWatch(DetectorStreams streams, Consumer<Signal> signals) {
    this.streams = streams;
    this.signals = signals;
  }

  /** Takes in all rows of one minute that is over. */
  void judge(long minute, List<MinuteRow> rows) {
    long time = minute + OpenMinutes.MINUTE_MS;
    endOverdue(minute);
    Collection<ScopeMinute> scopes = byScope(rows);
    for (ScopeMinute figures : scopes) {
      count(minute, figures, time);
    }
    scopes.stream()
        .filter(figures -> figures.refusals() > 0 && stream(figures).isAlarmed())
        .sorted(Comparator.comparingDouble(this::score).reversed())
        .forEach(figures -> tellOfAlarm(figures, time));
  }

  /** Ends alarms that have lasted as long as an alarm may by {@code time}. */
  void endOverdue(long time) {
    for (Scope scope : streams.alarmed()) {
      DetectorStream stream = streams.of(scope);
      long overdueAt = stream.overdueAt();
      if (overdueAt <= time) {
        tellOfEnd(scope, stream, stream.at(overdueAt), overdueAt);
        streams.save(scope, stream);
      }
    }
  }

  /** Source IPs first: of equals, they go before. */
  private static Collection<ScopeMinute> byScope(List<MinuteRow> rows) {
    Map<String, ScopeMinute> ips = new TreeMap<>();
    Map<String, ScopeMinute> domains = new TreeMap<>();
    for (MinuteRow row : rows) {
      if (row.attempts() > 0) {
        Scope ip = row.bySourceIp();
        Scope domain = row.byFromDomain();
        ips.computeIfAbsent(ip.key(), unused -> new ScopeMinute(ip)).add(row, domain);
        domains.computeIfAbsent(domain.key(), unused -> new ScopeMinute(domain)).add(row, ip);
      }
    }
    List<ScopeMinute> all = new ArrayList<>(ips.values());
    all.addAll(domains.values());
    return all;
  }

  private void count(long minute, ScopeMinute figures, long time) {
    DetectorStream stream = stream(figures);
    Verdict ended = stream.add(minute, figures.attempts(), figures.refusals(), figures.samples());
    if (!ended.isNone()) {
      tellOfEnd(figures.scope(), stream, ended, time);
    }
    streams.save(figures.scope(), stream);
  }

  private void tellOfAlarm(ScopeMinute figures, long time) {
    boolean isToldOfRival = figures.rivals().stream().anyMatch(rival -> streams.of(rival).isTold());
    if (isToldOfRival) {
      return;
    }
    DetectorStream stream = stream(figures);
    Verdict standing = stream.standing();
    if (!stream.isTold()) {
      tell(figures.scope(), stream, Signal.State.RAISED, standing, time);
    } else if (stream.hasGrown(standing)) {
      tell(figures.scope(), stream, Signal.State.UPDATED, standing, time);
    }
    streams.save(figures.scope(), stream);
  }

  private void tellOfEnd(Scope scope, DetectorStream stream, Verdict verdict, long time) {
    if (stream.isTold()) {
      tell(scope, stream, Signal.State.CLEARED, verdict, time);
    }
    stream.end();
  }

  private void tell(
      Scope scope, DetectorStream stream, Signal.State state, Verdict verdict, long time) {
    Cause cause = scope.sourceIp() != null ? Cause.IP_BLOCK : Cause.DOMAIN_BLOCK;
    signals.accept(
        new Signal(
            scope, state, cause, Severity.CRITICAL, verdict.onset(), time, stream.tell(verdict)));
  }

  private double score(ScopeMinute figures) {
    return stream(figures).standing().score();
  }

  private DetectorStream stream(ScopeMinute figures) {
    return streams.of(figures.scope());
  }
}
