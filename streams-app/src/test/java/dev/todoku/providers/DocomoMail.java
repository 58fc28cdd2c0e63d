package dev.todoku.providers;

import dev.todoku.detect.Batch;
import dev.todoku.detect.Sensitivity;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Signal;
import dev.todoku.schema.SmtpReply;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.ProviderDeltaBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Mail to docomo, a message each other minute, and what the monitor says of it. */
final class DocomoMail implements AutoCloseable {
  private static final long MINUTE = 60_000;
  private static final long START = 1_780_272_000_000L;

  private final MonitorStores stores;
  private final ProviderMonitor monitor;
  private final List<Signal> signals = new ArrayList<>();
  private long minute = START;
  private int sent;

  DocomoMail(Path dir) throws IOException {
    stores = new MonitorStores(dir);
    monitor = stores.open(Sensitivity.DEFAULT, signals::add, exemption -> {}).monitor();
  }

  /** All that was said; may be cleared. */
  List<Signal> signals() {
    return signals;
  }

  /** What was called, without what was said of it later. */
  List<Signal> raised() {
    return signals.stream().filter(signal -> signal.state() == Signal.State.RAISED).toList();
  }

  /** Begins what the next message counts as. */
  ProviderDeltaBuilder message(String sourceIp, String fromDomain) {
    return ProviderDelta.builder("docomo", minute)
        .sourceIp(sourceIp)
        .fromDomain(fromDomain)
        .batch(Batch.NONE);
  }

  /** The next message as a failure is shown, to a recipient of its own. */
  Evidence.Sample sample(String fromDomain, SmtpReply reply) {
    return new Evidence.Sample(
        minute, "m" + sent, fromDomain, "user" + sent + "@docomo.ne.jp", reply);
  }

  void judge(ProviderDelta delta) {
    monitor.judge("docomo", minute, List.of(MinuteRow.startingWith(delta).plus(delta)));
    minute += 2 * MINUTE;
    sent++;
  }

  @Override
  public void close() {
    stores.close();
  }
}
