package dev.todoku.cli.collect;

import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is counted of each source. A source that is opened again goes on with new counters. */
public final class CollectorMeters {
  private static final String PREFIX = "todoku.collector.";
  private static final double MILLIS = 1000;

  private final MeterRegistry meters;

  public CollectorMeters(MeterRegistry meters) {
    this.meters = meters;
  }

  /** Counts what these do from now on. */
  public void opened(List<CollectorSource> sources) {
    sources.stream().map(CollectorSource::status).forEach(this::bind);
  }

  private void bind(SourceStatus status) {
    count(status, "entries", "Lines and messages that were read", SourceStatus::entries);
    count(status, "too.old", "Lines and messages older than what is kept", SourceStatus::tooOld);
    count(
        status,
        "future",
        "Lines and messages too far ahead of the clock",
        SourceStatus::fromTheFuture);
    count(status, "too.long", "Lines and messages that are too long", SourceStatus::tooLong);
    count(status, "gaps", "Times that something was gone before it was read", SourceStatus::gaps);
    gauge(
        status,
        "unread.bytes",
        "Bytes that were there when the source was opened and are not read yet",
        one -> Math.max(0, one.totalBytes() - one.bytes()));
    gauge(
        status,
        "last.entry.seconds",
        "When the last line or message was written, seconds since 1970",
        one -> one.lastTime() / MILLIS);
    gauge(
        status,
        "silent.seconds",
        "How long nothing was written, where that is longer than usual; else 0",
        one -> one.silentFor(System.currentTimeMillis()) / MILLIS);
    gauge(status, "failing", "1 while it cannot be read", one -> one.problem() == null ? 0 : 1);
  }

  private void count(
      SourceStatus status, String name, String what, ToDoubleFunction<SourceStatus> count) {
    meters.find(PREFIX + name).tag("source", status.name()).meters().forEach(meters::remove);
    FunctionCounter.builder(PREFIX + name, status, count)
        .description(what)
        .tag("source", status.name())
        .register(meters);
  }

  private void gauge(
      SourceStatus status, String name, String what, ToDoubleFunction<SourceStatus> value) {
    meters.find(PREFIX + name).tag("source", status.name()).meters().forEach(meters::remove);
    Gauge.builder(PREFIX + name, status, value)
        .description(what)
        .tag("source", status.name())
        .strongReference(true)
        .register(meters);
  }
}
