package dev.todoku.cli.collect;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.cli.run.NativeLibraries;
import dev.todoku.collect.CollectorSource;
import dev.todoku.collect.SourceStatus;
import dev.todoku.collect.kafka.Collector;
import dev.todoku.collect.kafka.PositionsTopic;
import dev.todoku.config.TodokuConfig;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all ways to collect have in common. */
final class CollectOptions {
  private static final int STOP_SECONDS = 15;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description =
          "Under which name it remembers how far it has come: its own for each collector that runs"
              + " at the same time. Default: the kind and the host's name.")
  private String name;

  @Option(
      names = "--keep",
      paramLabel = "DAYS",
      defaultValue = "10",
      description =
          "How far back it reads; not longer than the topics keep. Default: ${DEFAULT-VALUE}.")
  private int keepDays;

  @Mixin private ConfigOptions config;

  TodokuConfig load() {
    return config.load();
  }

  Duration keep() {
    return Duration.ofDays(keepDays);
  }

  /** A collector on topics that are there. */
  Collector connect(
      TodokuConfig loaded, String kind, Collector.Opener opener, Collector.Observer observer) {
    int partitions;
    try (Admin admin = AdminConnection.open(loaded)) {
      partitions = RequiredTopics.of(loaded).ensure(admin);
      PositionsTopic.ensure(admin, loaded.topicReplicationFactor());
    }
    String collector = "collect-" + (name == null ? kind + '-' + hostName() : name);
    return new Collector(
        CollectorSettings.of(loaded, collector, partitions, keep()), opener, observer);
  }

  /** Collects until it is stopped. */
  int run(
      TodokuConfig loaded,
      String kind,
      Collector.Opener opener,
      List<AutoCloseable> servers,
      PrintWriter err) {
    Collector collector = connect(loaded, kind, opener, new Trouble(err));
    err.printf("collects for %s%n", loaded.bootstrapServers());
    CountDownLatch over = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(collector, servers, over), "stop"));
    collector.run();
    over.countDown();
    if (collector.failure() != null) {
      throw Failure.because(collector.failure());
    }
    return 0;
  }

  /** First nobody is let in any more, then what has come is stored. */
  private static void stop(Collector collector, List<AutoCloseable> servers, CountDownLatch over) {
    if (over.getCount() == 0) {
      return;
    }
    try {
      for (AutoCloseable server : servers) {
        server.close();
      }
      collector.close();
      boolean inTime = over.await(STOP_SECONDS, TimeUnit.SECONDS);
      NativeLibraries.deleteUnpacked();
      Runtime.getRuntime().halt(inTime ? 0 : 1);
    } catch (Exception e) {
      Runtime.getRuntime().halt(1);
    }
  }

  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /**
   * An address to listen on.
   *
   * @param text as in {@code 127.0.0.1:24} or {@code 24}
   * @throws Failure when it is none
   */
  static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "127.0.0.1" : text.substring(0, colon);
    try {
      InetSocketAddress address =
          new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
      if (!address.isUnresolved()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw Failure.ofUsage("collect.address", text);
  }

  /** Reports what cannot be read, once. */
  private static final class Trouble implements Collector.Observer {
    private final PrintWriter err;
    private final Map<String, String> problems = new HashMap<>();
    private final Map<String, Long> gaps = new HashMap<>();
    private final NewSilence silence = new NewSilence();
    private List<CollectorSource> sources = List.of();

    Trouble(PrintWriter err) {
      this.err = err;
    }

    @Override
    public void opened(List<CollectorSource> opened) {
      sources = opened;
    }

    @Override
    public void progressed(long written, boolean isAtEnd) {
      for (CollectorSource source : sources) {
        SourceStatus status = source.status();
        String before = problems.put(status.name(), String.valueOf(status.problem()));
        if (status.problem() != null && !status.problem().equals(before)) {
          err.printf("%s cannot be read: %s%n", status.name(), status.problem());
        }
        if (!isAtEnd) {
          silence.forget(status);
        } else if (silence.isNews(status, System.currentTimeMillis())) {
          err.printf(
              "%s: nothing since %s, longer than is usual here%n",
              status.name(), Instant.ofEpochMilli(status.lastTime()));
        }
        Long gapsBefore = gaps.put(status.name(), status.gaps());
        if (status.gaps() > (gapsBefore == null ? 0 : gapsBefore)) {
          err.printf("%s: part of it was gone before it was read%n", status.name());
        }
      }
    }

    @Override
    public void interrupted(String why) {
      err.printf("interrupted, goes on: %s%n", why);
    }
  }
}
