package dev.todoku.bench;

import dev.todoku.app.Application;
import dev.todoku.config.TodokuConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what an instance takes that watches very many senders, sources and providers. */
@Command(
    name = "growth",
    mixinStandardHelpOptions = true,
    description = {
      "Mail of very many From domains, source IPs and campaigns to very many domains, all of it"
          + " written before it is processed.",
      "Prints what the instance holds then: heap, memory, state, and what collections took; and how"
          + " long its pages take."
    })
final class GrowthCommand implements Callable<Integer> {
  private static final int PARTITIONS = 4;
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long SPAN_MS = Duration.ofHours(4).toMillis();

  /** What tasks write of how far they are is always under way. */
  private static final long REST = 100;

  private static final double MIB = 1024 * 1024;
  private static final double KIB = 1024;

  @Option(names = "--mails", defaultValue = "400000", description = "Default: ${DEFAULT-VALUE}.")
  int mails;

  @Option(
      names = "--senders",
      defaultValue = "20000",
      description =
          "From domains, and as many source IPs and campaigns (default: ${DEFAULT-VALUE}).")
  int senders;

  @Option(
      names = "--domains",
      defaultValue = "50000",
      description = "Domains of recipients (default: ${DEFAULT-VALUE}).")
  int domains;

  @Option(
      names = "--heap",
      defaultValue = "600m",
      description = "Of the instance, as -Xmx takes it (default: ${DEFAULT-VALUE}).")
  String heap;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of Todoku; may be repeated.")
  Map<String, String> overrides = new HashMap<>();

  private final BenchOutput terminal = BenchOutput.ofProcess();
  private final ProgressLine progress = new ProgressLine(terminal::progress, System::nanoTime);
  private final HttpClient http = HttpClient.newHttpClient();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path dir = Files.createTempDirectory("todoku-bench");
    try (Broker broker = Broker.start(dir.resolve("broker"))) {
      Map<String, String> settings = settings(broker, dir);
      TodokuConfig config = TodokuConfig.load(null, Map.of(), settings);
      try (JavaProcess instance = JavaProcess.instance(List.of("-Xmx" + heap), settings);
          Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
          Loader loader = new Loader(broker.bootstrapServers(), PARTITIONS, progress)) {
        int port = Integer.parseInt(instance.readAnswer());
        Lag lag = new Lag(admin, config, Application.topology(config));
        measure(instance, port, lag, loader, dir.resolve("state"));
      }
    } finally {
      Bench.delete(dir);
    }
    return 0;
  }

  private Map<String, String> settings(Broker broker, Path dir) {
    Map<String, String> settings = new HashMap<>();
    settings.put("bootstrap.servers", broker.bootstrapServers());
    settings.put("state.dir", dir.resolve("state").toString());
    settings.put("topics.partitions", String.valueOf(PARTITIONS));
    settings.put("num.stream.threads", "2");
    settings.put("http.port", "0");
    settings.putAll(overrides);
    return settings;
  }

  private void measure(JavaProcess instance, int port, Lag lag, Loader loader, Path state)
      throws IOException, InterruptedException {
    long start = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
    GrowthMail mail = new GrowthMail(mails, senders, domains, start, SPAN_MS);
    long begin = System.nanoTime();
    Set<Long> scopes = new HashSet<>();
    for (int number = 0; number < mails; number++) {
      loader.load(mail.mail(number));
      addScopes(scopes, mail.flow(number));
      progress.print(number, "messages written");
    }
    loader.flush();
    awaitJudged(port, start + SPAN_MS, lag);
    double seconds = (System.nanoTime() - begin) / 1e9;
    terminal.print(
        String.format(
            Locale.ROOT,
            "%,d mails, %,d scopes of provider detectors, %,d of senders; judged after %.0f s",
            mails,
            scopes.size() + domains,
            senders + mails,
            seconds));
    collect(instance.pid());
    String metrics = get(port, "/metrics");
    terminal.print(
        String.format(
            Locale.ROOT,
            "heap after a full collection %.0f MiB of %s, collections %.1f s in all; RSS %.0f MiB,"
                + " at most %.0f; state %.0f MiB",
            sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / MIB,
            heap,
            sum(metrics, "todoku_heap_collection_seconds_total"),
            status(instance.pid(), "VmRSS:") / KIB,
            status(instance.pid(), "VmHWM:") / KIB,
            sizeOf(state) / MIB));
    for (String path : List.of("/readyz", "/metrics", "/api/providers", "/api/senders", "/")) {
      time(port, path);
    }
  }

  private static void addScopes(Set<Long> scopes, GrowthMail.Flow flow) {
    long at = (long) flow.domain() << Integer.SIZE;
    scopes.add(at | flow.ip());
    scopes.add(at | flow.sender() | 1L << (Integer.SIZE - 1));
  }

  /** Until the last minute with mail is judged and nothing is left to read. */
  private void awaitJudged(int port, long end, Lag lag) throws IOException, InterruptedException {
    while (judgedUntil(port) < end) {
      progress.print(lag.records(), "records to go");
      LockSupport.parkNanos(POLL.toNanos());
    }
    lag.await(REST, progress);
  }

  private long judgedUntil(int port) throws IOException, InterruptedException {
    String answer = get(port, "/api/providers?limit=1");
    String name = "\"judgedUntil\":";
    int from = answer.indexOf(name) + name.length();
    return Long.parseLong(answer.substring(from, answer.indexOf(',', from)));
  }

  private void time(int port, String path) throws IOException, InterruptedException {
    get(port, path);
    long begin = System.nanoTime();
    String answer = get(port, path);
    terminal.print(
        String.format(
            Locale.ROOT,
            "%-16s %6.0f ms, %,d characters: %s",
            path,
            (System.nanoTime() - begin) / 1e6,
            answer.length(),
            answer
                .lines()
                .findFirst()
                .map(line -> line.substring(0, Math.min(90, line.length())))
                .orElse("")));
  }

  private String get(int port, String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void collect(long pid) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, Long.toString(pid), "GC.run")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  private static double sum(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** A line of the process' status, in KiB. */
  private static long status(long pid, String name) throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }

  private static long sizeOf(Path dir) throws IOException {
    try (Stream<Path> files = Files.walk(dir)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }
}
