package dev.todoku.pipeline;

import dev.todoku.detect.Trial;
import dev.todoku.detect.Verdict;
import dev.todoku.schema.Cause;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.tally.Tally;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds up what happens at each provider by the minute, and watches two kinds of stream for a block:
 * all mail from one source IP, and all mail of one From domain.
 */
final class ProvidersProcessor implements Processor<String, Tally, Object, Object> {
  private static final Duration TICK = Duration.ofSeconds(5);

  private final IdleClock idle = new IdleClock(TICK);

  private ProcessorContext<Object, Object> context;
  private MinuteRows rows;
  private DetectorStreams streams;
  private Outlet<String, ProviderHealth> health;
  private Outlet<String, Signal> signals;

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    rows = new MinuteRows(context.getStateStore(Names.MINUTES_STORE));
    streams = new DetectorStreams(context.getStateStore(Names.DETECTORS_STORE));
    health = new Outlet<>(context, Names.sink(Names.PROVIDERS, Topics.PROVIDER_HEALTH.name()));
    signals = new Outlet<>(context, Names.sink(Names.PROVIDERS, Topics.SIGNALS.name()));
    context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, wall -> tick());
  }

  @Override
  public void process(Record<String, Tally> record) {
    idle.hear();
    Tally tally = record.value();
    rows.add(tally);
    if (tally.trial() != Trial.NOT_COUNTED) {
      watch(tally);
    }
    close(context.currentStreamTimeMs());
  }

  /**
   * The same refusals show in both streams. The one that fires first has the denser failures and so
   * the narrower cause; while it stands, the other is silent.
   */
  private void watch(Tally tally) {
    Scope bySourceIp = new Scope(tally.provider(), tally.sourceIp(), null);
    Scope byFromDomain = new Scope(tally.provider(), null, tally.fromDomain());
    watch(tally, bySourceIp, byFromDomain);
    watch(tally, byFromDomain, bySourceIp);
  }

  private void watch(Tally tally, Scope scope, Scope other) {
    DetectorStream stream = streams.of(scope);
    Verdict verdict = stream.trial(tally);
    if (verdict.kind() == Verdict.Kind.CLEARED) {
      tellOfEnd(scope, stream, verdict, tally.time());
    } else if (tally.trial() == Trial.REFUSED && !streams.of(other).isTold()) {
      tellOfAlarm(scope, stream, verdict, tally.time());
    }
    streams.save(scope, stream);
  }

  private void tellOfAlarm(Scope scope, DetectorStream stream, Verdict verdict, long time) {
    if (verdict.kind() == Verdict.Kind.RAISED) {
      send(scope, stream, Signal.State.RAISED, verdict, time);
      return;
    }
    if (stream.isTold()) {
      Verdict standing = stream.standing();
      if (stream.hasGrown(standing)) {
        send(scope, stream, Signal.State.UPDATED, standing, time);
      }
    }
  }

  private void tellOfEnd(Scope scope, DetectorStream stream, Verdict verdict, long time) {
    if (stream.isTold()) {
      send(scope, stream, Signal.State.CLEARED, verdict, time);
    }
    stream.end();
  }

  private void tick() {
    long silentFor = idle.silentForMs();
    if (silentFor > 0) {
      close(context.currentStreamTimeMs() + silentFor);
    }
  }

  /** Publishes the rows of the minutes that are over, and ends alarms that nothing renews. */
  private void close(long time) {
    List<ProviderHealth> over = rows.close(time);
    over.forEach(row -> health.send(row.fromDomain(), row, row.minute()));
    if (!over.isEmpty()) {
      endSilentAlarms(time);
    }
  }

  private void endSilentAlarms(long time) {
    for (Scope scope : streams.alarmed()) {
      DetectorStream stream = streams.of(scope);
      Verdict verdict = stream.at(time);
      if (verdict.kind() == Verdict.Kind.CLEARED) {
        tellOfEnd(scope, stream, verdict, time);
        streams.save(scope, stream);
      }
    }
  }

  private void send(
      Scope scope, DetectorStream stream, Signal.State state, Verdict verdict, long time) {
    Cause cause = scope.sourceIp() != null ? Cause.IP_BLOCK : Cause.DOMAIN_BLOCK;
    Signal signal =
        new Signal(
            scope, state, cause, Severity.CRITICAL, verdict.onset(), time, stream.tell(verdict));
    signals.send(scope.key(), signal, time);
  }
}
