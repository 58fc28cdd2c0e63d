package dev.todoku.cli.notify;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.config.TodokuConfig;
import dev.todoku.config.WrongConfig;
import dev.todoku.kafka.ReaderSettings;
import dev.todoku.notify.AlertDispatcher;
import dev.todoku.notify.Backoff;
import dev.todoku.notify.KafkaDeliveryLedger;
import dev.todoku.notify.NotesFeed;
import dev.todoku.notify.Routing;
import dev.todoku.notify.RoutingFile;
import dev.todoku.notify.Target;
import dev.todoku.notify.TargetFactory;
import dev.todoku.remedy.Playbook;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import dev.todoku.text.ErrorText;
import dev.todoku.text.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code todoku notify}. */
@Command(
    name = "notify",
    description = {
      "Reports incidents to people and programs until it is stopped: Slack, Teams, LINE WORKS,"
          + " Chatwork, PagerDuty, mail, Alertmanager, and any program that takes signed JSON.",
      "",
      "Who is notified of what stands in a routing file (notify.routes; docs/notify.md). Without"
          + " one, everything goes to notify.webhook.url, notify.mail.to and"
          + " notify.alertmanager.url. What a target does not take is tried again until it does, and"
          + " holds up no other target; what it took is recorded on todoku.notifications, so that a"
          + " restart repeats nothing."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku notify -D notify.routes=/etc/todoku/routes.conf",
      "  todoku notify -D notify.routes=routes.conf --test ops",
      "  TODOKU_NOTIFY_WEBHOOK_URL=https://hooks.slack.com/… todoku notify",
      "  todoku notify -D notify.mail.to=ops@example.jp -D notify.mail.from=todoku@example.jp",
    })
public final class NotifyCommand implements Callable<Integer> {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(20);

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--test",
      paramLabel = "TARGET",
      description = "Sends an example to this target, and ends. Kafka is not needed.")
  private String test;

  @Override
  public Integer call() throws InterruptedException {
    TodokuConfig config = options.load();
    Clock clock = Clock.systemUTC();
    Routing routing = routing(config, clock);
    if (test != null) {
      return sendExample(routing, clock);
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (Admin admin = AdminConnection.open(config)) {
      LedgerTopic.ensure(admin, config.topicReplicationFactor());
    }
    try (KafkaConsumer<byte[], byte[]> alerts = consumer(config, true);
        KafkaConsumer<byte[], byte[]> ledger = consumer(config, false);
        KafkaProducer<byte[], byte[]> producer = producer(config);
        NotesFeed notes =
            NotesFeed.start(consumer(config, false), new Backoff(FIRST_WAIT, LONGEST_WAIT))) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(alerts, ended)));
      spec.commandLine().getErr().println("notifying " + names(routing));
      new AlertDispatcher(
              alerts,
              routing,
              () -> KafkaDeliveryLedger.open(ledger, producer),
              notes.incidents(),
              () -> new Backoff(FIRST_WAIT, LONGEST_WAIT),
              clock)
          .run();
    } finally {
      ended.countDown();
    }
    return 0;
  }

  private int sendExample(Routing routing, Clock clock) throws InterruptedException {
    Target target =
        routing.targets().stream()
            .filter(each -> each.name().equals(test))
            .findFirst()
            .orElseThrow(() -> Failure.ofUsage("notify.noTarget", test, names(routing)));
    try {
      target.sink().send(ExampleIncident.notification(clock.instant()));
    } catch (IOException e) {
      throw Failure.of(e, "notify.notTaken", test, String.valueOf(e.getMessage()));
    }
    spec.commandLine().getOut().println(test + " took it");
    return 0;
  }

  private static void stop(KafkaConsumer<?, ?> consumer, CountDownLatch ended) {
    consumer.wakeup();
    try {
      boolean inTime = ended.await(STOP.toSeconds(), TimeUnit.SECONDS);
      // A stop that was asked for is no failure.
      Runtime.getRuntime().halt(inTime ? 0 : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String names(Routing routing) {
    return String.join(", ", routing.targets().stream().map(Target::name).toList());
  }

  private static Routing routing(TodokuConfig config, Clock clock) {
    TargetFactory factory =
        new TargetFactory(
            new TargetFactory.Defaults(
                Language.valueOf(config.notifyLanguage().toUpperCase(Locale.ROOT)),
                config.notifyZone(),
                config.notifyPage(),
                config.notifyMailServer(),
                config.notifyMailFrom()),
            Playbook.load(),
            System::getenv,
            clock);
    List<Line> lines =
        config
            .notifyRoutes()
            .map(NotifyCommand::file)
            .orElseGet(() -> ConfiguredTargets.of(config));
    if (lines.isEmpty()) {
      throw Failure.ofUsage("notify.nobody");
    }
    try {
      return RoutingFile.parse(lines, factory);
    } catch (IllegalArgumentException e) {
      throw new WrongConfig("as.is", String.valueOf(e.getMessage()));
    }
  }

  private static List<Line> file(Path path) {
    try {
      return Table.read(path);
    } catch (UncheckedIOException e) {
      throw new WrongConfig("config.of", "notify.routes", ErrorText.of("file.closed", path));
    }
  }

  /**
   * A consumer.
   *
   * @param isOfGroup whether it shares the partitions with other processes
   */
  private static KafkaConsumer<byte[], byte[]> consumer(TodokuConfig config, boolean isOfGroup) {
    Map<String, Object> settings = ReaderSettings.of(config.clientSettings("consumer"));
    if (isOfGroup) {
      settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId() + "-notify");
    }
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }

  private static KafkaProducer<byte[], byte[]> producer(TodokuConfig config) {
    Map<String, Object> settings = config.clientSettings("producer");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(settings, bytes, bytes);
  }
}
