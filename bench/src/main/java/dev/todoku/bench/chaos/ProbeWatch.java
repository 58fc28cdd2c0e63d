package dev.todoku.bench.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** What the probes of a fleet say, asked each second: what changes is kept. */
final class ProbeWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How far it is behind changes each second. */
  private static final Pattern LAG =
      Pattern.compile(",\"(?:behindSeconds\":\\d+|stage\":\"[^\"]*\"|input\":\"[^\"]*\")");

  private static final String NONE = "no answer";

  private final Supplier<Map<Integer, Integer>> ports;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "probe-watch");
  private final Map<Integer, String> last = new HashMap<>();
  private final List<Change> changes = new ArrayList<>();

  /**
   * What an instance answers from now on.
   *
   * @param at milliseconds since 1970
   */
  record Change(long at, int instance, String answers) {}

  /**
   * Starts to ask.
   *
   * @param ports of the instances, by their number
   */
  ProbeWatch(Supplier<Map<Integer, Integer>> ports) {
    this.ports = ports;
    thread.setDaemon(true);
    thread.start();
  }

  /** All changes until now. */
  List<Change> changes() {
    synchronized (changes) {
      return List.copyOf(changes);
    }
  }

  private void run() {
    try {
      do {
        for (Map.Entry<Integer, Integer> instance : ports.get().entrySet()) {
          String live = ask(instance.getValue(), "/livez");
          String ready = ask(instance.getValue(), "/readyz");
          note(instance.getKey(), "/livez " + live.split(" ", 2)[0] + ", /readyz " + ready);
        }
      } while (!stop.await(EVERY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void note(int instance, String answers) {
    if (!answers.equals(last.put(instance, answers))) {
      synchronized (changes) {
        changes.add(new Change(System.currentTimeMillis(), instance, answers));
      }
    }
  }

  private String ask(int port, String path) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() + " " + LAG.matcher(answer.body()).replaceAll("");
    } catch (IOException e) {
      return NONE;
    }
  }

  @Override
  public void close() {
    stop.countDown();
  }
}
