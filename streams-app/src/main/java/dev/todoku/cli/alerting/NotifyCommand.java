package dev.todoku.cli.alerting;

import dev.todoku.alerting.AlertmanagerSink;
import dev.todoku.alerting.Backoff;
import dev.todoku.alerting.ChatSink;
import dev.todoku.alerting.MailSink;
import dev.todoku.alerting.Messenger;
import dev.todoku.alerting.Sink;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.Failure;
import dev.todoku.config.TodokuConfig;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code todoku notify}. */
@Command(
    name = "notify",
    description = {
      "Hands alerts on to people until it is stopped: to a chat, by mail, to Alertmanager.",
      "",
      "Reads mail.alerts from when it first ran, and goes on where it stopped. An alert is tried"
          + " again until it is taken, so it may come twice and is never lost. Where to is in the"
          + " configuration: notify.webhook.url, notify.mail.to, notify.alertmanager.url."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku notify -D notify.alertmanager.url=http://alertmanager:9093",
      "  TODOKU_NOTIFY_WEBHOOK_URL=https://hooks.slack.com/… todoku notify",
      "  todoku notify -D notify.mail.to=ops@example.jp -D notify.mail.from=todoku@example.jp",
    })
public final class NotifyCommand implements Callable<Integer> {
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofSeconds(15);

  @Mixin private ConfigOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    TodokuConfig config = options.load();
    List<Sink> sinks = sinks(config);
    if (sinks.isEmpty()) {
      throw new Failure(
          "nobody to tell: set notify.webhook.url, notify.mail.to or notify.alertmanager.url");
    }
    CountDownLatch ended = new CountDownLatch(1);
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(config)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(consumer, ended)));
      spec.commandLine()
          .getErr()
          .println("telling " + String.join(", ", sinks.stream().map(Sink::name).toList()));
      new Messenger(consumer, sinks, new Backoff(FIRST_WAIT, LONGEST_WAIT)).run();
    } finally {
      ended.countDown();
    }
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

  private static List<Sink> sinks(TodokuConfig config) {
    List<Sink> sinks = new ArrayList<>();
    String language = config.notifyLanguage();
    config
        .notifyWebhook()
        .ifPresent(url -> sinks.add(new ChatSink(URI.create(url), language, config.notifyPage())));
    if (!config.notifyMailTo().isEmpty()) {
      sinks.add(mail(config));
    }
    config
        .notifyAlertmanager()
        .ifPresent(
            url -> sinks.add(new AlertmanagerSink(URI.create(url), language, Clock.systemUTC())));
    return sinks;
  }

  private static MailSink mail(TodokuConfig config) {
    if (config.notifyMailFrom().isEmpty()) {
      throw new Failure("whose mail is it? Set notify.mail.from to an address of yours");
    }
    return new MailSink(
        config.notifyMailServer(),
        config.notifyMailFrom(),
        config.notifyMailTo(),
        config.notifyLanguage(),
        config.notifyPage());
  }

  private static KafkaConsumer<byte[], byte[]> consumer(TodokuConfig config) {
    Map<String, Object> settings = config.clientSettings("consumer");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId() + "-notify");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    // Nobody wants last month's alerts when this runs for the first time.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaConsumer<>(settings, bytes, bytes);
  }
}
