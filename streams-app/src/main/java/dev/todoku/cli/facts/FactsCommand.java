package dev.todoku.cli.facts;

import dev.todoku.cli.base.AdminConnection;
import dev.todoku.cli.base.BlocklistOption;
import dev.todoku.cli.base.ConfigOptions;
import dev.todoku.cli.base.RequiredTopics;
import dev.todoku.cli.base.ResolverOption;
import dev.todoku.config.TodokuConfig;
import dev.todoku.dns.CachingDns;
import dev.todoku.dns.DnsSettings;
import dev.todoku.dns.fact.FactSource;
import dev.todoku.dnsfeed.FactFeed;
import dev.todoku.dnsfeed.FactFeeder;
import dev.todoku.dnsfeed.SeenDeserializer;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code todoku facts}. */
@Command(
    name = "facts",
    description = {
      "Asks the DNS about those who send and receive, until it is stopped.",
      "",
      "Reads mail.sends, mail.deliveries and mail.raw.bounces, and writes to mail.dns-facts who runs the mailboxes of a"
          + " domain, whether a From domain is in order, and which blocklist has a sending address."
          + " One instance is enough; several share the work. The pipeline runs without it, only"
          + " knowing less."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  todoku facts",
      "  todoku facts -b kafka1:9092 --resolver 192.0.2.53 --resolver 192.0.2.54",
      "  todoku facts --blocklists mine.tsv",
    })
public final class FactsCommand implements Callable<Integer> {
  /** What waits for the DNS: a posture asks some forty questions, one after the other. */
  private static final int WAITING = 8;

  /** Seconds for what is still to be written. */
  private static final int PATIENCE = 10;

  private static final String GROUP_SUFFIX = "-dns-facts";

  @Mixin private ConfigOptions options;
  @Mixin private BlocklistOption blocklists;
  @Mixin private ResolverOption resolvers;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    TodokuConfig config = options.load();
    CachingDns dns = CachingDns.over(DnsSettings.of(resolvers.addresses()));
    FactSource source = new FactSource(dns, InstantSource.system(), blocklists.load());
    try (Admin admin = AdminConnection.open(config)) {
      RequiredTopics.of(config).ensure(admin);
    }
    CountDownLatch ended = new CountDownLatch(1);
    ExecutorService waiting = Executors.newFixedThreadPool(WAITING, FactsCommand::daemon);
    try (KafkaConsumer<String, Object> consumer = consumer(config);
        KafkaProducer<String, DnsFact> producer = producer(config)) {
      consumer.subscribe(FactFeed.topics());
      FactFeed feed =
          new FactFeed(consumer, producer, new FactFeeder(source, InstantSource.system(), waiting));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(feed, ended), "stop"));
      spec.commandLine().getErr().printf("asks the DNS for %s%n", config.bootstrapServers());
      feed.run();
    } finally {
      waiting.shutdownNow();
      ended.countDown();
    }
    return 0;
  }

  /** A stop that was asked for is no failure. */
  private static void stop(FactFeed feed, CountDownLatch ended) {
    feed.close();
    try {
      Runtime.getRuntime().halt(ended.await(PATIENCE, TimeUnit.SECONDS) ? 0 : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "dns");
    thread.setDaemon(true);
    return thread;
  }

  private static KafkaConsumer<String, Object> consumer(TodokuConfig config) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    settings.putAll(config.clientSettings("consumer"));
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.applicationId() + GROUP_SUFFIX);
    return new KafkaConsumer<>(settings, new StringDeserializer(), new SeenDeserializer());
  }

  private static KafkaProducer<String, DnsFact> producer(TodokuConfig config) {
    return new KafkaProducer<>(
        config.clientSettings("producer"),
        new StringSerializer(),
        Topics.DNS_FACTS.valueSerde().serializer());
  }
}
