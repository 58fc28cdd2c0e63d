package dev.todoku.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Mail as it happens: sent at a steady rate, each message answered when it is due. */
final class LiveMail {
  private static final long WAIT_MS = 90_000;

  private final Loader loader;
  private final int rate;
  private final LongConsumer written;
  private final ProgressLine progress;
  private long sent;

  /**
   * None yet.
   *
   * @param rate messages a second
   * @param written takes the event time before which everything has been given to the loader
   */
  LiveMail(Loader loader, int rate, LongConsumer written, ProgressLine progress) {
    this.loader = loader;
    this.rate = rate;
    this.written = written;
    this.progress = progress;
  }

  /** Sends mail for so long. */
  void send(LatencyTraffic traffic, int seconds) {
    send(traffic, seconds, () -> true);
  }

  /**
   * Sends mail for so long, and for a while more until {@code isDone}: without mail the pipeline
   * would wait for more of it before it takes a minute for over. The last answers come at the end.
   */
  void send(LatencyTraffic traffic, int seconds, BooleanSupplier isDone) {
    Pace pace = new Pace(rate);
    Deque<Mail> underWay = new ArrayDeque<>();
    long now = System.currentTimeMillis();
    long end = now + seconds * 1_000L;
    for (long due = 0; now < end || (now < end + WAIT_MS && !isDone.getAsBoolean()); due++) {
      pace.await(due);
      now = System.currentTimeMillis();
      Mail mail = traffic.mail(sent++, now);
      loader.loadSend(mail);
      underWay.add(mail);
      while (underWay.element().answeredAt() <= now) {
        loader.loadAnswer(underWay.remove());
      }
      written.accept(now);
      progress.print(due, "messages sent");
    }
    underWay.forEach(loader::loadAnswer);
  }

  /** How many messages were sent so far. */
  long sent() {
    return sent;
  }
}
