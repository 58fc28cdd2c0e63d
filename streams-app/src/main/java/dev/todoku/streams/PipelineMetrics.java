package dev.todoku.streams;

import dev.todoku.detect.Invariant;
import dev.todoku.metrics.BoundedLabels;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.Fault;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.NextHop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Topic;
import dev.todoku.schema.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The pipeline's own counters. Label values are bounded: topics, reasons, and the providers that
 * {@link BoundedLabels} lets through; never an address.
 */
public final class PipelineMetrics {
  /** Gauge: how far a stage is behind the mail that has been written, by stage and input. */
  public static final String WATERMARK_LAG = "todoku.watermark.lag.seconds";

  private static final String SENDS = "todoku.sends";
  private static final String SENDS_HELP = "Sends, once per message and recipient";
  private static final String REJECTIONS = "todoku.rejections";
  private static final String REJECTIONS_HELP = "Mails that the sending server refused to take on";
  private static final String UNMATCHED = "todoku.unmatched";
  private static final String UNMATCHED_HELP = "Bounces and feedback whose message is not known";
  private static final String GRADED = "todoku.reports.graded";
  private static final String GRADED_HELP =
      "Bounce messages and complaints that found their send, by how well they are proven";
  private static final String MATCHED = "todoku.bounces.matched";
  private static final String MATCHED_HELP = "Bounce messages that found their send";
  private static final String CHANGES = "todoku.recipient.changes";
  private static final String CHANGES_HELP = "Recipients whose error counts or suppression changed";
  private static final String PROVEN = "todoku.engaged.recipient.failures";
  private static final String PROVEN_HELP =
      "Failures of recipients that accepted mail in the last 90 days";
  private static final String DEAD = "todoku.dead.letters";
  private static final String DEAD_HELP = "Records laid down as dead letters";
  private static final String VIOLATIONS = "todoku.invariant.violations";
  private static final String VIOLATIONS_HELP =
      "Alerts, signals and minutes that broke what always holds, and were corrected or held back";
  private static final String LATE = "todoku.late.records";
  private static final String LATE_HELP =
      "Records of minutes that were judged already, by whether they are judged anew";
  private static final String MISPLACED = "todoku.records.repartitioned";
  private static final String MISPLACED_HELP =
      "Records written again to the partition of their key";

  private static final String OVERFLOW = "todoku.incident.log.overflow";
  private static final String OVERFLOW_HELP =
      "Signals that can no longer be withdrawn, as too many came for one subject within a day";

  private static final String EVENT_TIME = "todoku.event.time.seconds";

  /** Input topic to the stage that reads it. */
  private static final Map<String, String> READ_BY = readBy();

  /** Lines of logs, by program (Postfix) or format and by fate. */
  public static final String LINES = "todoku.intake.lines";

  private static final String LINES_HELP =
      "Lines of logs by program, of other servers by format, and by what became of them";

  private static final String HOST_LINES = "todoku.intake.host.lines";
  private static final String HOST_LINES_HELP =
      "Lines that were read of the logs of a sending host, the first 200";

  private static final int MOST_HOSTS = 200;

  private static final double SECOND = 1_000;

  private final MeterRegistry registry;
  private final BoundedLabels providers;
  private final BoundedLabels hosts = new BoundedLabels(Set.of(), MOST_HOSTS);
  private final Map<CounterId, Counter> counters = new ConcurrentHashMap<>();
  private final Map<String, Double> evidence = new ConcurrentHashMap<>();
  private final AtomicLong eventTime = new AtomicLong();
  private final Map<LagId, Map<Object, Long>> lags = new ConcurrentHashMap<>();
  private final Map<String, Map<Object, Double>> storeKeys = new ConcurrentHashMap<>();
  private final DistributionSummary lateness;
  private final DistributionSummary delay;

  public PipelineMetrics(MeterRegistry registry, BoundedLabels providers) {
    this.registry = registry;
    this.providers = providers;
    this.lateness =
        DistributionSummary.builder("todoku.bounce.lateness.seconds")
            .description("Time from a send to the bounce message that came back for it")
            .baseUnit("seconds")
            .serviceLevelObjectives(
                1, 10, 60, 600, 3_600, 6 * 3_600, 86_400, 2 * 86_400, 4 * 86_400, 8 * 86_400)
            .register(registry);
    this.delay =
        DistributionSummary.builder("todoku.delivery.delay.seconds")
            .description("Time from a send to its acceptance by the receiving server")
            .baseUnit("seconds")
            .serviceLevelObjectives(1, 5, 30, 60, 300, 1_800, 3_600, 4 * 3_600, 86_400, 5 * 86_400)
            .register(registry);
    Gauge.builder(EVENT_TIME, eventTime, time -> time.get() / SECOND)
        .description("Event time that this instance has read up to, since 1970")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
    beginAtZero();
  }

  private static Map<String, String> readBy() {
    Map<String, String> readBy = new TreeMap<>();
    for (Intake intake : Intake.values()) {
      readBy.put(intake.topic().name(), intake.stage());
    }
    for (Topic<?, ?> events :
        List.of(Topics.SENDS, Topics.DELIVERIES, Topics.BOUNCES, Topics.FEEDBACK)) {
      readBy.put(events.name(), Names.CORRELATE);
    }
    readBy.put(Topics.RECIPIENTS.name(), Names.RECIPIENTS);
    readBy.put(Topics.SIGNALS.name(), Names.INCIDENTS);
    return readBy;
  }

  /**
   * Returns the event time that the instance which counts in {@code registry} has read up to, epoch
   * milliseconds; 0 while it has read nothing.
   */
  public static LongSupplier eventTime(MeterRegistry registry) {
    Gauge gauge = registry.find(EVENT_TIME).gauge();
    return gauge == null ? () -> 0 : () -> Math.round(gauge.value() * SECOND);
  }

  /** A task has come to {@code time}, epoch milliseconds. */
  public void onWatermark(long time) {
    eventTime.accumulateAndGet(time, Math::max);
  }

  private record LagId(String stage, String input) {}

  /**
   * How far a stage is behind the mail that has been written, for want of an input.
   *
   * @param task whose word it is; the metric shows the one furthest behind
   */
  public void watermarkLag(Object task, String stage, String input, long behindMs) {
    lags.computeIfAbsent(new LagId(stage, input), this::lagGauge).put(task, behindMs);
  }

  /** A task has ended, or is another instance's from now on. */
  public void forgetWatermark(Object task) {
    lags.values().forEach(tasks -> tasks.remove(task));
  }

  /** How many keys a store of a task has, as RocksDB estimates. */
  void storeKeys(Object task, String store, double keys) {
    storeKeys.computeIfAbsent(store, this::keysGauge).put(task, keys);
  }

  /** A task has ended, or is another instance's from now on. */
  void forgetStoreKeys(Object task) {
    storeKeys.values().forEach(tasks -> tasks.remove(task));
  }

  private Map<Object, Double> keysGauge(String store) {
    Map<Object, Double> tasks = new ConcurrentHashMap<>();
    Gauge.builder(
            "todoku.store.keys",
            tasks,
            all -> all.values().stream().mapToDouble(Double::doubleValue).sum())
        .description("Keys in a store on this instance, as RocksDB estimates")
        .tag("store", store)
        .strongReference(true)
        .register(registry);
    return tasks;
  }

  private Map<Object, Long> lagGauge(LagId id) {
    Map<Object, Long> tasks = new ConcurrentHashMap<>();
    Gauge.builder(WATERMARK_LAG, tasks, PipelineMetrics::furthestBehind)
        .description("How far a stage is behind the mail that has been written, by its input")
        .baseUnit("seconds")
        .tag("stage", id.stage())
        .tag("input", id.input())
        .strongReference(true)
        .register(registry);
    return tasks;
  }

  private static double furthestBehind(Map<Object, Long> tasks) {
    return tasks.values().stream().mapToLong(Long::longValue).max().orElse(0) / SECOND;
  }

  /** No rate can be computed of a counter that is not there before its first count. */
  private void beginAtZero() {
    counter(SENDS, SENDS_HELP);
    counter(LINES, LINES_HELP, "program", "smtp", "fate", "read");
    counter(LINES, LINES_HELP, "program", "", "fate", "unreadable");
    counter(REJECTIONS, REJECTIONS_HELP);
    counter(PROVEN, PROVEN_HELP, "provider", BoundedLabels.OTHER);
    providers.wellKnown().forEach(provider -> evidence(provider, 0));
    for (MatchedBy by : MatchedBy.values()) {
      counter(MATCHED, MATCHED_HELP, "by", by.name());
    }
    for (RecipientHealth.Change change : RecipientHealth.Change.values()) {
      counter(CHANGES, CHANGES_HELP, "change", change.name());
    }
    for (String stage : List.of(Names.PROVIDERS, Names.SENDERS, Names.UNMATCHED)) {
      counter(LATE, LATE_HELP, "stage", stage, "judged", "true");
      counter(LATE, LATE_HELP, "stage", stage, "judged", "false");
    }
    for (Invariant invariant : Invariant.values()) {
      counter(VIOLATIONS, VIOLATIONS_HELP, "invariant", invariant.name());
    }
    for (String event : List.of("bounce", "complaint", "engagement")) {
      counter(UNMATCHED, UNMATCHED_HELP, "event", event);
    }
    counter(LATE, LATE_HELP, "stage", Names.INCIDENTS, "judged", "false");
    counter(OVERFLOW, OVERFLOW_HELP);
    for (AlertInvariant invariant : AlertInvariant.values()) {
      counter(VIOLATIONS, VIOLATIONS_HELP, "invariant", invariant.label());
    }
    READ_BY.forEach(
        (topic, stage) -> {
          counter(DEAD, DEAD_HELP, "topic", topic, "stage", stage);
          counter(MISPLACED, MISPLACED_HELP, "topic", topic);
        });
  }

  public void received(String topic) {
    counter("todoku.records.received", "Records read from an input topic", "topic", topic)
        .increment();
  }

  void deadLetter(String topic, String stage) {
    counter(DEAD, DEAD_HELP, "topic", topic, "stage", stage).increment();
  }

  /** A record was made that no input may lead to. */
  void invariantViolated(String invariant) {
    counter(VIOLATIONS, VIOLATIONS_HELP, "invariant", invariant).increment();
  }

  /**
   * A record came for a minute that was judged already.
   *
   * @param isJudged whether the minute is judged anew; else it is only counted
   */
  public void late(String stage, boolean isJudged) {
    counter(LATE, LATE_HELP, "stage", stage, "judged", Boolean.toString(isJudged)).increment();
  }

  public void misplaced(String topic) {
    counter(MISPLACED, MISPLACED_HELP, "topic", topic).increment();
  }

  /** A mailbox answered by itself; that is no failure. */
  public void autoReply() {
    counter("todoku.auto.replies", "Automatic replies among what came back by mail").increment();
  }

  /**
   * A mail came by which somebody unsubscribes: taken, unproven, or unnamed where it names none.
   */
  public void unsubscribeMail(String fate) {
    counter(
            "todoku.unsubscribe.mails",
            "Mails by which somebody unsubscribes, by whether that was proven and of a message",
            "fate",
            fate)
        .increment();
  }

  /** A report on a domain came by mail. */
  public void aggregateReport() {
    counter("todoku.aggregate.reports", "DMARC and TLS reports among what came back by mail")
        .increment();
  }

  /** A record of a mail service, by what became of it. */
  public void report(String sender, String fate) {
    counter(
            "todoku.reports",
            "Records of mail services, by what they report or why they do not",
            "sender",
            sender,
            "fate",
            fate)
        .increment();
  }

  public void unreadableFact() {
    counter("todoku.message-updates.unreadable", "Records of mail.dns-facts that are no facts")
        .increment();
  }

  /** An alert would have broken an invariant. */
  public void violation(AlertInvariant invariant) {
    counter(VIOLATIONS, VIOLATIONS_HELP, "invariant", invariant.label()).increment();
  }

  /** Signals have left the log of a subject before their time. */
  public void overflow(int signals) {
    counter(OVERFLOW, OVERFLOW_HELP).increment(signals);
  }

  public void send() {
    counter(SENDS, SENDS_HELP).increment();
  }

  /** What became of an event of a message when it came. */
  public void event(MailEvent event, String fate) {
    counter(
            "todoku.events",
            "Events of messages by kind, and by what became of them when they came",
            "event",
            event.getClass().getSimpleName().toLowerCase(Locale.ROOT),
            "fate",
            fate)
        .increment();
  }

  /** A message counts once for each status that it comes to, however often it is revised. */
  public void outcome(Optional<Outcome> before, Outcome outcome) {
    if (before.filter(known -> known.status() == outcome.status()).isPresent()) {
      return;
    }
    counter(
            "todoku.outcomes",
            "Messages that came to a status, once for each of their statuses",
            "provider",
            chargedTo(outcome),
            "status",
            outcome.status().name(),
            "reason",
            outcome.reason().name(),
            "fault",
            outcome.fault().name())
        .increment();
  }

  /** A failure at a filter or relay of the sending side is not the provider's. */
  private String chargedTo(Outcome outcome) {
    NextHop hop = outcome.stoppedAtHop();
    if (hop == null || outcome.fault() != Fault.SENDER_SYSTEM) {
      return providers.label(outcome.provider());
    }
    return hop.kind() == HopKind.OWN ? "filter" : "relay";
  }

  void unmatched(String event) {
    counter(UNMATCHED, UNMATCHED_HELP, "event", event).increment();
  }

  public void rejection() {
    counter(REJECTIONS, REJECTIONS_HELP).increment();
  }

  public void intakeIgnored(String topic) {
    counter(
            "todoku.intake.ignored",
            "Raw records that say nothing of a message's fate",
            "topic",
            topic)
        .increment();
  }

  /** Hand-overs within the house of messages that have no id, which are no events. */
  public void unnamedHandOvers(int count) {
    counter(
            "todoku.intake.unnamed.handovers",
            "Hand-overs to another server of mail without a Message-ID: its log names the mail")
        .increment(count);
  }

  /**
   * What became of a line of a log; an attempt that is not read must not go unnoticed.
   *
   * @param program of Postfix, or the format of another server's log; there are few of both
   */
  public void intakeLine(String program, String fate) {
    counter(LINES, LINES_HELP, "program", program, "fate", fate).increment();
  }

  /** A line of a host's log was read. */
  public void hostLine(String host) {
    counter(HOST_LINES, HOST_LINES_HELP, "host", hosts.label(host)).increment();
  }

  public void bounceLateness(long sentAt, long bouncedAt) {
    lateness.record(Math.max(0, bouncedAt - sentAt) / SECOND);
  }

  /** How a bounce message found its send. */
  public void matched(MatchedBy by) {
    counter(MATCHED, MATCHED_HELP, "by", by.name()).increment();
  }

  /** How well a report that came by mail, or a trusted one, is proven. */
  public void graded(String report, EvidenceGrade grade) {
    counter(GRADED, GRADED_HELP, "report", report, "evidence", grade.name()).increment();
  }

  public void deliveryDelay(long sentAt, long deliveredAt) {
    delay.record(Math.max(0, deliveredAt - sentAt) / SECOND);
  }

  public void recipientChange(RecipientHealth.Change change) {
    counter(CHANGES, CHANGES_HELP, "change", change.name()).increment();
  }

  /** An address that took mail of late and fails now means more than one that is new. */
  public void provenFailure(String provider) {
    counter(PROVEN, PROVEN_HELP, "provider", providers.label(provider)).increment();
  }

  /**
   * How near an alarm the mail to a provider is, 0 … 1.
   *
   * @return whether it is shown: a provider without a label of its own is not
   */
  public boolean evidence(String provider, double ratio) {
    if (!providers.isLabelled(provider)) {
      return false;
    }
    if (evidence.put(provider, ratio) == null) {
      Gauge.builder("todoku.detector.evidence.ratio", evidence, now -> now.get(provider))
          .description("How near an alarm a provider's mail was in its latest minute: 1 is one")
          .tag("provider", provider)
          .register(registry);
    }
    return true;
  }

  /** Asked for several times a record: strings know their hash, joined ones would not. */
  private record CounterId(String name, List<String> tags) {}

  private Counter counter(String name, String description, String... tags) {
    return counters.computeIfAbsent(
        new CounterId(name, List.of(tags)),
        unused -> Counter.builder(name).description(description).tags(tags).register(registry));
  }
}
