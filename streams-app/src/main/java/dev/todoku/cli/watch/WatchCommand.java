package dev.todoku.cli.watch;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.cli.base.LogZone;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.cli.base.WrongUsage;
import dev.todoku.cli.collect.ChosenLogs;
import dev.todoku.cli.collect.CollectorSettings;
import dev.todoku.cli.collect.ImapSecret;
import dev.todoku.cli.collect.LocalSources;
import dev.todoku.cli.collect.QueueOptions;
import dev.todoku.cli.collect.ServerLogOption;
import dev.todoku.cli.run.NativeLibraries;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.collect.kafka.Collector;
import dev.todoku.collect.kafka.PositionsTopic;
import dev.todoku.config.TodokuConfig;
import dev.todoku.kafka.LocalKafka;
import dev.todoku.text.FileTrouble;
import dev.todoku.text.Language;
import dev.todoku.text.ReasonNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code todoku watch}. */
@Command(
    name = "watch",
    description = {
      "Watches the mail log of this machine; needs nothing else.",
      "",
      "Reads what the log and its rotated files hold, .gz too, then follows it, and the mailbox that"
          + " takes bounces with it. Shows incidents as they open and end, and serves the page."
          + " Everything is kept in --data. However it ends, it goes on where it stopped: no line is"
          + " lost or counted twice.",
      "",
      "While it runs, `todoku explain`, `todoku notify` and `todoku facts` find it without"
          + " configuration. When bootstrap.servers is set, what it reads goes to that Kafka, and"
          + " nothing runs here but the reading."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku watch /var/log/mail.log",
      "  todoku watch /var/log/mail.log --bounces ~/Maildir/.Bounces --data /var/lib/todoku",
      "  todoku watch /var/log/mail.log --queue --bounces imaps://bounces@imap.example.jp/INBOX"
          + " --password-file /etc/todoku/imap",
      "  todoku watch '/srv/logs/*/mail.log' --zone Asia/Tokyo --keep 30",
      "  todoku watch /var/log/mail.log -b kafka1:9092,kafka2:9092",
      "  todoku watch --export -b kafka1:9092,kafka2:9092",
    })
public final class WatchCommand implements Callable<Integer> {
  private static final int SHORTEST_KEEP = 1;
  private static final int LONGEST_KEEP = 3_650;
  private static final int USUAL_WIDTH = 100;
  private static final int LEAST_WIDTH = 40;
  private static final int STOP_SECONDS = 28;

  private final RunnablePipeline pipeline;

  @Parameters(
      paramLabel = "LOG",
      arity = "0..*",
      description =
          "Log of Postfix, or of another mail server that `todoku parse` reads, by its name while"
              + " it is written; or a pattern in quotes.")
  private List<String> logs = List.of();

  @Option(
      names = "--bounces",
      paramLabel = "MAILDIR|URL",
      description =
          "Mailbox that takes bounces: a Maildir, or imaps://USER@HOST/FOLDER with %%40 for an @ in"
              + " USER. Nothing in it is changed. Repeatable.")
  private List<String> mailboxes = List.of();

  @ArgGroup private ImapSecret secret;

  @Option(
      names = "--queue",
      description =
          "Also asks the mail server each minute what waits in its queue, since when and why.")
  private boolean asksQueue;

  @Mixin private QueueOptions queue;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: ~/.local/state/todoku/watch.")
  private Path data;

  @Option(
      names = "--export",
      description =
          "Moves what a watch has read, and is in --data, to the Kafka of bootstrap.servers, and"
              + " ends. `todoku watch LOG` for that Kafka goes on where it stopped.")
  private boolean exports;

  @Option(
      names = "--keep",
      paramLabel = "DAYS",
      defaultValue = "30",
      description =
          "How long mail is kept, and how far back logs are read. Default: ${DEFAULT-VALUE}.")
  private int keepDays;

  @Option(
      names = "--zone",
      description = "Time zone of logs that do not name it. Default: that of this machine.")
  private String zone;

  @Mixin private ServerLogOption server;

  @Option(
      names = "--lang",
      paramLabel = "ja|en",
      description = "Language; the one of the locale unless given.")
  private Language language;

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  public WatchCommand(RunnablePipeline pipeline) {
    this.pipeline = pipeline;
  }

  @Override
  public Integer call() {
    if (keepDays < SHORTEST_KEEP || keepDays > LONGEST_KEEP) {
      throw new WrongUsage(spec, "watch.keep", SHORTEST_KEEP, LONGEST_KEEP);
    }
    if (logs.isEmpty() != exports) {
      throw new WrongUsage(spec, exports ? "watch.export.log" : "watch.noLog");
    }
    ZoneId chosenZone = LogZone.of(zone, ZoneId.systemDefault(), spec);
    Duration keep = Duration.ofDays(keepDays);
    LocalSources sources =
        new LocalSources(
            new ChosenLogs(logs, chosenZone, server.format()), maildirs(), keep, others());
    sources.check();
    Language chosen =
        language == null ? Language.of(System.getenv(), Locale.getDefault()) : language;
    WatchWords words = new WatchWords(chosen, ZoneId.systemDefault());
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    TodokuConfig given = options.loadWith(java.util.Map.of());
    try (WatchScreen screen = new WatchScreen(out, err, words, keep)) {
      sources.missing().forEach(log -> screen.say("missing", log));
      screen.afterReading(() -> sources.withoutMail().forEach(log -> screen.say("no.mail", log)));
      if (exports) {
        export(given, screen);
      } else if (given.namesKafka()) {
        feed(given, sources, keep, screen);
      } else {
        watch(given, sources, keep, screen, words, chosenZone, new ReasonNames(chosen));
      }
    }
    return 0;
  }

  private static boolean isUrl(String mailbox) {
    return mailbox.contains("://");
  }

  private List<Path> maildirs() {
    return mailboxes.stream().filter(mailbox -> !isUrl(mailbox)).map(Path::of).toList();
  }

  /** What is not on this machine's disk. */
  private List<LocalSources.Inbox> others() {
    List<LocalSources.Inbox> others = new ArrayList<>();
    List<String> urls = mailboxes.stream().filter(WatchCommand::isUrl).toList();
    if (!urls.isEmpty() && secret == null) {
      throw Failure.ofUsage("imap.noSecret", urls.get(0));
    }
    urls.forEach(url -> others.add(secret.mailbox(url)));
    if (asksQueue || queue.isGiven()) {
      others.add(queue.source());
    }
    return others;
  }

  private void watch(
      TodokuConfig given,
      LocalSources sources,
      Duration keep,
      WatchScreen screen,
      WatchWords words,
      ZoneId logZone,
      ReasonNames reasons) {
    Path directory = directory();
    Path logFile = directory.resolve("todoku.log");
    refuseFullDisk(directory);
    screen.say("start", directory);
    WatchLog.to(logFile);
    LocalKafka.beforeItEndsTheProcess(
        () -> {
          if (FullDisk.isAt(directory)) {
            screen.say("disk.full", directory);
          } else {
            screen.say("broker.ended", logFile);
          }
        });
    LocalInstallation local = LocalInstallation.start(directory, options, given, logZone, keep);
    WatchSession monitor = new WatchSession(local, screen, reasons);
    CountDownLatch over = stopWith(monitor, screen);
    try {
      monitor.start(pipeline, sources, keep);
      monitor.follow(width(), words, logFile);
    } catch (Failure e) {
      boolean isFull = FullDisk.isAt(directory) || FullDisk.isSaidBy(e);
      throw isFull ? new Failure(words.say("disk.full", directory), e) : e;
    } finally {
      monitor.close();
      over.countDown();
    }
  }

  /** Nothing is lost when a disk becomes full, but nothing can begin on one that is. */
  private static void refuseFullDisk(Path directory) {
    if (FullDisk.isAt(directory)) {
      throw Failure.of("watch.diskFull", directory);
    }
  }

  private void export(TodokuConfig given, WatchScreen screen) {
    if (!given.namesKafka()) {
      throw new WrongUsage(spec, "watch.export.noKafka");
    }
    int partitions = ensureTopics(given);
    Path directory = directory();
    try (LocalInstallation local = LocalInstallation.broker(directory, given)) {
      screen.say("export", directory, given.bootstrapServers());
      long moved =
          new WatchExport(local.bootstrapServers(), given, partitions)
              .run("collect-" + hostName(), why -> screen.say("interrupted", why));
      screen.say("exported", moved);
    }
  }

  private static int ensureTopics(TodokuConfig config) {
    try (Admin admin = AdminConnection.open(config)) {
      int partitions = RequiredTopics.of(config).ensure(admin);
      PositionsTopic.ensure(admin, config.topicReplicationFactor());
      return partitions;
    }
  }

  private Path directory() {
    Path directory = data == null ? TodokuConfig.userState(System.getenv()).resolve("watch") : data;
    try {
      return Files.createDirectories(directory.toAbsolutePath().normalize());
    } catch (IOException e) {
      throw Failure.of(e, "watch.unwritable", directory, FileTrouble.of(e));
    }
  }

  private void feed(TodokuConfig config, LocalSources sources, Duration keep, WatchScreen screen) {
    int partitions = ensureTopics(config);
    screen.say("cluster", config.bootstrapServers());
    Collector collector =
        new Collector(
            CollectorSettings.of(config, "collect-" + hostName(), partitions, keep),
            sources,
            screen);
    CountDownLatch over = stopWith(collector, screen);
    collector.run();
    over.countDown();
    if (collector.failure() != null) {
      throw Failure.because(collector.failure());
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  /** A stop that was asked for is no failure. */
  private static CountDownLatch stopWith(AutoCloseable closed, WatchScreen screen) {
    CountDownLatch over = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              if (over.getCount() == 0) {
                return;
              }
              screen.say("stopping");
              try {
                closed.close();
                over.await(STOP_SECONDS, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (Exception e) {
                screen.say("interrupted", String.valueOf(e.getMessage()));
              }
              NativeLibraries.deleteUnpacked();
              Runtime.getRuntime().halt(0);
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return over;
  }

  private static int width() {
    String columns = System.getenv().getOrDefault("COLUMNS", "");
    return columns.matches("\\d{1,4}")
        ? Math.max(LEAST_WIDTH, Integer.parseInt(columns))
        : USUAL_WIDTH;
  }
}
