package dev.todoku.bench;

import dev.todoku.schema.Send;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks what support agents ask, of an address and of a message by turns, at a fixed rate: a
 * question goes out when its time has come, whether those before are answered or not, and its
 * latency counts from then.
 */
final class Questioner implements AutoCloseable {
  private static final double MILLIS = 1e6;
  private static final long NANOS = 1_000_000_000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<CompletableFuture<Void>> open = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Integer> refusals = new ConcurrentLinkedQueue<>();
  private final int port;
  private final int perSecond;
  private final Workload known;
  private final Thread thread = new Thread(this::ask, "questioner");
  private volatile boolean stopped;

  /**
   * Begins to ask.
   *
   * @param known mail that the instance has processed
   */
  Questioner(int port, int perSecond, Workload known) {
    this.port = port;
    this.perSecond = perSecond;
    this.known = known;
    thread.start();
  }

  private void ask() {
    Random random = new Random(7);
    long begun = System.nanoTime();
    for (long number = 0; !stopped; number++) {
      long due = begun + number * NANOS / perSecond;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      Send send = known.mail(random.nextInt(known.messages())).send();
      String question =
          number % 2 == 0
              ? "/api/recipient?address=" + encoded(send.recipient())
              : "/api/message?id=" + encoded(send.messageId());
      open.add(ask(question, due));
    }
  }

  private CompletableFuture<Void> ask(String question, long due) {
    URI address = URI.create("http://127.0.0.1:" + port + question);
    return client
        .sendAsync(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray())
        .thenAccept(
            answer -> {
              latencies.add(System.nanoTime() - due);
              if (answer.statusCode() != 200) {
                refusals.add(answer.statusCode());
              }
            });
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Stops asking and waits for the last answers. */
  @Override
  public void close() {
    stopped = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    open.forEach(CompletableFuture::join);
  }

  /** How many were not answered well. */
  int refusals() {
    return refusals.size();
  }

  int count() {
    return latencies.size();
  }

  /** Milliseconds within which this share of the questions was answered. */
  double quantile(double share) {
    long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / MILLIS;
  }
}
