package dev.todoku.bench;

import dev.todoku.schema.Send;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asks what support agents ask, of an address and of a message by turns, at a fixed rate. Each of
 * {@value #AGENTS} agents asks one question after the other; a question's latency counts from when
 * it was due, so that one which had to wait for the one before it is not taken for fast.
 */
final class SupportQueries implements AutoCloseable {
  /** More a second than can be answered. */
  static final int AT_ONCE = 1_000_000;

  private static final int AGENTS = 32;
  private static final double MILLIS = 1e6;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final List<Thread> agents = new ArrayList<>();
  private final int port;
  private final Pace pace;
  private final Workload known;
  private volatile boolean stopped;

  /**
   * Begins to ask.
   *
   * @param perSecond how many questions a second
   * @param known mail that the instance has processed
   */
  SupportQueries(int port, int perSecond, Workload known) {
    this.port = port;
    this.pace = new Pace(perSecond);
    this.known = known;
    for (int agent = 0; agent < AGENTS; agent++) {
      int first = agent;
      Thread thread = new Thread(() -> ask(first), "agent-" + agent);
      thread.start();
      agents.add(thread);
    }
  }

  private void ask(int first) {
    Random random = new Random(first);
    for (long number = first; !stopped; number += AGENTS) {
      long due = pace.await(number);
      Send send = known.mail(random.nextInt(known.messages())).send();
      boolean isGood =
          isAnswered(
              number % 2 == 0
                  ? "/api/recipient?address=" + encoded(send.recipient())
                  : "/api/message?id=" + encoded(send.messageId()));
      latencies.add(System.nanoTime() - due);
      if (!isGood) {
        refusals.incrementAndGet();
      }
    }
  }

  private boolean isAnswered(String question) {
    URI address = URI.create("http://127.0.0.1:" + port + question);
    try {
      return client
              .send(
                  HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Stops asking and waits for the last answers. */
  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread agent : agents) {
        agent.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How many were not answered well. */
  int refusals() {
    return refusals.get();
  }

  int count() {
    return latencies.size();
  }

  /** Milliseconds within which this share of the questions was answered. */
  double quantile(double share) {
    long[] sorted = latencies.stream().mapToLong(Long::longValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / MILLIS;
  }
}
