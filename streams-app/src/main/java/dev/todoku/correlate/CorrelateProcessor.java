package dev.todoku.correlate;

import dev.todoku.evidence.EvidenceGround;
import dev.todoku.evidence.ReportGrader;
import dev.todoku.evidence.ReportedMessage;
import dev.todoku.message.BounceIdentities;
import dev.todoku.message.MessageState;
import dev.todoku.message.Outcomes;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.EvidenceGrade;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import dev.todoku.streams.CloudEvents;
import dev.todoku.streams.DayBuckets;
import dev.todoku.streams.DeadLetters;
import dev.todoku.streams.EarlyEventBuffer;
import dev.todoku.streams.EventReasons;
import dev.todoku.streams.FactLookup;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.TaskWatermark;
import dev.todoku.streams.TypedSink;
import dev.todoku.streams.UnmatchedSink;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.watermark.WatermarkRecord;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.MessageKey;
import dev.todoku.wire.MessageUpdate;
import dev.todoku.wire.RecipientNote;
import dev.todoku.wire.UnmatchedMinute;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Joins what the sending server says of a message with what comes back for it.
 *
 * <p>What the sending server says proves that the message was sent, so it is learned whatever its
 * order. What others say, a bounce message or a complaint, counts only when the message is known;
 * until then it waits.
 */
final class CorrelateProcessor implements Processor<String, Object, Object, Object> {
  private static final int GIVEN_UP_PER_RECORD = 100;
  private static final int TAKEN_PER_RECORD = 100;
  private static final int TAKEN_PER_TICK = 10_000;

  /**
   * A bounce that names another address than the message's only recipient is taken for a failed
   * forwarding when everything is known that came so long after the send: by then the message's
   * other recipients are.
   */
  private static final long ALL_RECIPIENTS_KNOWN_MS = 10 * 60_000;

  /** After that time no more recipients of a message are expected. */
  private static final long OTHERS_KNOWN_MS = 24 * 60 * 60_000L;

  /** Before a recipient in the key of a report that counts already; no address begins so. */
  private static final String KEPT_REPORT = "\u0000";

  /** All that is read but what was searched for, which is later than anything by its nature. */
  private static final List<String> INPUTS =
      List.of(
          Topics.SENDS.name(),
          Topics.DELIVERIES.name(),
          Topics.BOUNCES.name(),
          Topics.FEEDBACK.name());

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final Address address;
  private final ReportGrader grader;
  private final EventReasons reasons;

  private ProcessorContext<Object, Object> context;
  private OpenMessageStore messages;
  private EarlyEventBuffer early;
  private AheadEventStore ahead;

  /** Time of the event that is being taken out of them. */
  private long taken = Long.MAX_VALUE;

  private UnansweredSendStore unanswered;
  private TypedSink<String, Outcome> outcomes;
  private TypedSink<String, Bounce> matchRequests;
  private UnmatchedSink unmatchedSink;
  private TypedSink<String, RecipientNote> notes;
  private DeadLetters deadLetters;
  private UnmatchedMinuteStore unmatchedMinutes;
  private TypedSink<String, Object> updates;
  private WatermarkEmitter emitter;
  private RecentRoutes routes;
  private MailboxProviders providers;
  private TaskWatermark watermark;

  CorrelateProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.address = settings.address();
    this.reasons = new EventReasons(settings.replies());
    this.grader = ReportGrader.load(settings.evidence(), settings.providers());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    messages =
        new OpenMessageStore(
            new DayBuckets(context.getStateStore(Names.MESSAGES_STORE), settings.joinWindow()),
            address);
    early = new EarlyEventBuffer(context.getStateStore(Names.EARLY_STORE), settings.joinWindow());
    ahead = new AheadEventStore(context.getStateStore(Names.AHEAD_STORE));
    unanswered = new UnansweredSendStore();
    outcomes = new TypedSink<>(context, Names.sink(Names.CORRELATE, Topics.OUTCOMES.name()));
    matchRequests =
        new TypedSink<>(context, Names.sink(Names.CORRELATE, InternalTopics.MATCH_REQUESTS.name()));
    unmatchedSink = new UnmatchedSink(context, Names.CORRELATE, address, metrics);
    notes = new TypedSink<>(context, Names.sink(Names.CORRELATE, InternalTopics.NOTES.name()));
    deadLetters = new DeadLetters(context, Names.CORRELATE, metrics);
    unmatchedMinutes = new UnmatchedMinuteStore(context);
    watermark =
        TaskWatermark.open(
            context,
            Names.CORRELATE,
            settings,
            metrics,
            INPUTS,
            InternalTopics.WATERMARKS,
            Names.INTAKES.size() * settings.partitions());
    updates =
        new TypedSink<>(
            context, Names.sink(Names.CORRELATE, InternalTopics.MESSAGE_UPDATES.name()));
    emitter = new WatermarkEmitter(context, updates);
    FactLookup dns = new FactLookup(context.getStateStore(Names.DNS_FACTS_STORE));
    routes = new RecentRoutes(dns::history);
    providers = new MailboxProviders(settings.providers(), routes);
    context.schedule(TaskWatermark.TICK, PunctuationType.WALL_CLOCK_TIME, this::onWallClock);
    context.schedule(WatermarkEmitter.TICK, PunctuationType.WALL_CLOCK_TIME, this::onEmitTick);
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof WatermarkRecord mark) {
      watermark.onMark(mark);
    } else {
      process(record.key(), reasons.orByRules((MailEvent) record.value()));
      context
          .recordMetadata()
          .ifPresent(metadata -> watermark.onRecord(metadata.topic(), record.timestamp()));
    }
    takeAhead(TAKEN_PER_RECORD);
    advance();
  }

  private long aheadFrom() {
    long floor = watermark.floor();
    return floor == Long.MAX_VALUE ? floor : DayBuckets.aheadFrom(floor);
  }

  private boolean isAhead(long time) {
    // No input has been read less far than all of them: most events need no look at each.
    return time >= DayBuckets.aheadFrom(watermark.current()) && time >= aheadFrom();
  }

  private void takeAhead(int limit) {
    if (ahead.isEmpty()) {
      return;
    }
    for (MailEvent event : ahead.takeBefore(aheadFrom(), limit)) {
      taken = event.time();
      learn(event, factsOf(event));
    }
    taken = Long.MAX_VALUE;
  }

  /** How far this has come: what is held back is still to be processed. */
  private long watermark() {
    return Math.min(watermark.current(), Math.min(taken, ahead.earliest()));
  }

  private void process(String key, MailEvent event) {
    if (event instanceof Bounce bounce && bounce.matchedBy() == null) {
      count(Backscatter.came(bounce));
    }
    if (messages.isForgotten(event.time(), watermark())) {
      deadLetters.send(key, event, "it is older than the join window");
    } else {
      accept(event);
    }
  }

  private void count(List<UnmatchedMinute> halves) {
    unmatchedMinutes.add(halves, watermark());
  }

  private void accept(MailEvent event) {
    if (event instanceof Send) {
      metrics.send();
    }
    if (event instanceof Send || event instanceof Delivery || event instanceof Deferral) {
      learn(event, factsOf(event));
    } else if (event instanceof Bounce bounce) {
      acceptBounce(bounce);
    } else if (event instanceof Complaint complaint) {
      report(event, complaint.recipient());
    } else if (event instanceof Engagement engagement) {
      report(event, engagement.recipient());
    } else if (event instanceof DsnSent dsn && dsn.kind() == DsnSent.Kind.AUTO_REPLY) {
      acceptAutoReply(dsn);
    }
  }

  /** It adds to what is known of its message; alone it says nothing. */
  private void acceptAutoReply(DsnSent reply) {
    if (reply.recipient() != null) {
      Bytes key = messages.key(reply.messageId(), reply.recipient());
      messages
          .find(key, EventTrace.of(reply), now())
          .ifPresent(
              open ->
                  merge(
                      reply,
                      open,
                      MessageState.ofAutoReply(open.facts().recipient(), reply.time())));
    }
  }

  /** What the sending side's own word says of a message. */
  private static MessageState factsOf(MailEvent event) {
    if (event instanceof Send send) {
      return MessageState.of(send);
    }
    if (event instanceof Delivery delivery) {
      return MessageState.of(delivery);
    }
    return event instanceof Deferral deferral
        ? MessageState.of(deferral)
        : MessageState.ofServersOwn((Bounce) event);
  }

  private void acceptBounce(Bounce bounce) {
    if (bounce.messageId() == null) {
      search(bounce);
    } else if (bounce.kind() == Bounce.Kind.OUT_OF_BAND) {
      report(bounce, bounce.sentTo());
    } else if (bounce.kind() == Bounce.Kind.QUEUE_EXPIRY) {
      acceptExpiry(bounce);
    } else {
      learn(bounce, factsOf(bounce));
    }
  }

  /**
   * A queue gives up right after one more deferral, which comes on another topic. The expiry waits
   * for it: it gives the reason, and it must not look as if it came after the end.
   */
  private void acceptExpiry(Bounce expiry) {
    Bytes key = messages.key(expiry.messageId(), expiry.recipient());
    boolean isDeferred =
        messages
            .find(key, EventTrace.of(expiry), now())
            .filter(open -> isDeferredBefore(expiry, open.facts()))
            .isPresent();
    if (isDeferred) {
      learn(expiry, factsOf(expiry));
    } else {
      await(key, expiry);
    }
  }

  private static boolean isDeferredBefore(Bounce expiry, MessageState known) {
    return expiry.nextHop() == null
        ? known.deferral() != null
        : known.way().hops().stream().anyMatch(hop -> hop.deferral() != null);
  }

  private void learn(MailEvent event, MessageState state) {
    Bytes key = messages.key(event.messageId(), state.recipient());
    OpenMessageStore.Match match =
        messages.match(key, EventTrace.of(event), event instanceof Send, now());
    Optional<OpenMessageStore.Open> open = match.open();
    if (open.isPresent()) {
      merge(event, open.get(), state);
    } else if (isAhead(event.time())) {
      ahead.add(event);
      return;
    } else {
      MessageState known = state.at(providers.of(address.normal(state.recipient()), state));
      Bytes created = messages.create(key, match.isFree(), known, event.time());
      count(FirstAttemptCount.of(null, known));
      publish(created, event, null, known);
      reviveEarly(event.messageId());
    }
    if (open.isEmpty() || event instanceof Deferral) {
      early.take(key).forEach(this::accept);
    }
  }

  private void report(MailEvent event, String recipient) {
    Bytes key = messages.key(event.messageId(), recipient);
    Optional<OpenMessageStore.Open> open =
        messages
            .find(key, EventTrace.of(event), now())
            .or(() -> forwarder(event, watermark() - ALL_RECIPIENTS_KNOWN_MS));
    if (open.isPresent()) {
      apply(event, open.get());
    } else {
      await(key, event);
    }
  }

  private void await(Bytes key, MailEvent event) {
    if (event instanceof Bounce bounce) {
      count(Backscatter.waits(bounce));
    }
    early.add(key, event, earlyUntil(event.time()));
  }

  private long earlyUntil(long time) {
    return Math.max(watermark(), time) + settings.earlyWait().toMillis();
  }

  /** What was given up may have waited under another address of the same message. */
  private void reviveEarly(String messageId) {
    early.waitAgain(MessageKey.first(messageId), MessageKey.last(messageId), earlyUntil(0));
  }

  /** Case 14: forwarding at the destination failed, the bounce names the address behind it. */
  private Optional<OpenMessageStore.Open> forwarder(MailEvent event, long sentBefore) {
    return messages
        .onlyRecipient(event.messageId(), event.time())
        .filter(open -> open.facts().sentAt() <= sentBefore);
  }

  private void apply(MailEvent event, OpenMessageStore.Open open) {
    MessageState known = open.facts();
    if (known.sentAt() != 0 && event.time() - known.sentAt() > settings.joinWindow().toMillis()) {
      giveUp(event, "the send is older than the join window");
      return;
    }
    if (event instanceof Bounce bounce) {
      if (known.sentAt() != 0) {
        metrics.bounceLateness(known.sentAt(), bounce.time());
      }
      metrics.matched(matchedBy(bounce));
      EvidenceGrade grade = applyReport(bounce, open);
      metrics.graded("bounce", grade);
      // What is not proven counts as mail that nobody sent.
      if (grade != EvidenceGrade.UNPROVEN) {
        count(Backscatter.matched(bounce));
      }
    } else if (event instanceof Complaint complaint) {
      metrics.graded("complaint", applyReport(complaint, open));
    } else if (event instanceof Engagement engagement) {
      merge(event, open, MessageState.of(engagement));
    }
  }

  /** Adds a report as far as it is proven; returns how far that is. */
  private EvidenceGrade applyReport(MailEvent report, OpenMessageStore.Open open) {
    EvidenceGrade alone = grade(report, open.facts(), false);
    EvidenceGrade shared = grade(report, open.facts(), true);
    MessageState state = facts(report, open.facts(), alone, shared);
    if (alone == shared) {
      merge(report, open, state);
      return alone;
    }
    boolean hasOthers = messages.hasOthers(report.messageId(), open, report.time());
    if (!hasOthers) {
      keep(report, open.facts());
    }
    MessageState known =
        hasOthers ? state.merge(MessageState.ofShared(open.facts().recipient())) : state;
    merge(report, open, known);
    return hasOthers ? shared : alone;
  }

  /** A recipient of the same message who comes to light takes some of the proof away. */
  private void keep(MailEvent report, MessageState known) {
    String recipient = known.recipient();
    MailEvent kept =
        report instanceof Bounce bounce
            ? bounce.matched(bounce.messageId(), recipient, matchedBy(bounce))
            : ((Complaint) report).of(recipient);
    early.keep(
        messages.key(report.messageId(), KEPT_REPORT + recipient),
        kept,
        watermark() - settings.joinWindow().toMillis() + OTHERS_KNOWN_MS);
  }

  private EvidenceGrade grade(MailEvent report, MessageState known, boolean shared) {
    String recipient = address.normal(known.recipient());
    ReportedMessage message =
        new ReportedMessage(
            report.messageId(), recipient, providers.of(recipient, known), known.envelopeId());
    EvidenceGround ground =
        report instanceof Bounce bounce
            ? grader.of(bounce, message, shared)
            : grader.of((Complaint) report, message, shared);
    return ground.grade();
  }

  private MessageState facts(
      MailEvent report, MessageState known, EvidenceGrade alone, EvidenceGrade shared) {
    if (report instanceof Complaint complaint) {
      return MessageState.ofReport(complaint, known.recipient(), alone, shared);
    }
    Bounce bounce = (Bounce) report;
    boolean namesAnother =
        !address.normal(bounce.recipient()).equals(address.normal(known.recipient()));
    return MessageState.ofReport(
        bounce,
        known.recipient(),
        namesAnother ? bounce.recipient() : null,
        matchedBy(bounce),
        alone,
        shared);
  }

  private static MatchedBy matchedBy(Bounce bounce) {
    return bounce.matchedBy() == null ? MatchedBy.MESSAGE_ID : bounce.matchedBy();
  }

  private void merge(MailEvent event, OpenMessageStore.Open open, MessageState state) {
    messages
        .merge(open, state)
        .ifPresent(
            merged -> {
              count(FirstAttemptCount.of(open.facts(), merged));
              publish(open.key(), event, open.facts(), merged);
            });
  }

  private void publish(Bytes key, MailEvent event, MessageState before, MessageState known) {
    String recipient = address.normal(known.recipient());
    MessageUpdate update = update(event.messageId(), recipient, before, known);
    Outcome outcome = update.outcome();
    if (outcome.status() == Status.SENT && outcome.reports().isEmpty()) {
      unanswered.add(key, new UnansweredSendStore.Sent(event.messageId(), event.time()));
    } else {
      unanswered.remove(key);
      outcomes.send(
          recipient, outcome, outcome.time(), CloudEvents.outcome(outcome, published(recipient)));
      updates.send(recipient, update, outcome.time());
      metrics.outcome(update.outcomeBefore(), outcome);
      if (event instanceof Delivery && outcome.deliveredAt() != 0 && outcome.sentAt() != 0) {
        metrics.deliveryDelay(outcome.sentAt(), event.time());
      }
    }
  }

  private String published(String recipient) {
    return settings.pseudonyms().map(pseudonyms -> pseudonyms.of(recipient)).orElse(recipient);
  }

  private void search(Bounce bounce) {
    matchRequests.send(address.normal(bounce.sentTo()), bounce, bounce.time());
  }

  /** Of a send alone nothing is counted. */
  private MessageUpdate update(
      String messageId, String recipient, MessageState before, MessageState known) {
    boolean isCounted = before != null && Outcomes.isAnswered(before);
    return new MessageUpdate(
        messageId, providers.of(recipient, known), isCounted ? before : null, known);
  }

  /** Whoever asks by address is to find what has no answer, too. */
  private void publishUnderWay(Bytes key, UnansweredSendStore.Sent sent) {
    messages
        .find(key, sent.time(), now())
        .map(OpenMessageStore.Open::facts)
        .map(known -> update(sent.messageId(), address.normal(known.recipient()), known, known))
        .filter(known -> known.outcome().status() == Status.SENT)
        .ifPresent(
            known -> updates.send(address.normal(known.facts().recipient()), known, sent.time()));
  }

  private void advance() {
    early.takeDue(watermark(), GIVEN_UP_PER_RECORD).forEach(this::giveUpWaiting);
    emitter.onWatermark(watermark());
    unmatchedMinutes.advance(watermark());
  }

  private void onWallClock(long now) {
    watermark.onWallClock(now);
    takeAhead(TAKEN_PER_TICK);
    advance();
    metrics.onWatermark(now());
  }

  private void onEmitTick(long wallTime) {
    unanswered.onWallClock(this::publishUnderWay);
    routes.forget();
    emitter.waits(watermark.behindMs(), watermark.slowest());
    emitter.onWallClock(watermark(), isIdle());
    unmatchedMinutes.onWallClock(watermark(), isIdle());
  }

  private boolean isIdle() {
    return watermark.isIdle() && ahead.earliest() >= watermark.current();
  }

  private void giveUpWaiting(MailEvent event) {
    if (event instanceof Bounce bounce && bounce.kind() == Bounce.Kind.QUEUE_EXPIRY) {
      learn(bounce, factsOf(bounce));
      return;
    }
    Optional<OpenMessageStore.Open> own = messages.find(keyOf(event), EventTrace.of(event), now());
    if (own.isPresent()) {
      gradeAgain(event, own.get());
      return;
    }
    Optional<OpenMessageStore.Open> forwarder = forwarder(event, Long.MAX_VALUE);
    if (forwarder.isPresent()) {
      apply(event, forwarder.get());
    } else if (event instanceof Bounce bounce && !BounceIdentities.of(bounce).isEmpty()) {
      search(bounce);
    } else {
      early.keep(keyOf(event), event, watermark());
      giveUp(event, "no message with this Message-ID was sent");
    }
  }

  private void giveUp(MailEvent event, String why) {
    Unmatched given = unmatchedSink.send(event, List.of(MatchedBy.MESSAGE_ID), why);
    notes.send(
        address.normal(UnmatchedSink.recipientOf(event)), RecipientNote.of(given), event.time());
  }

  /** A report rests on its message having one recipient, and another one came to light. */
  private void gradeAgain(MailEvent report, OpenMessageStore.Open open) {
    if (!(report instanceof Engagement)) {
      applyReport(report, open);
    }
  }

  private Bytes keyOf(MailEvent event) {
    return messages.key(event.messageId(), UnmatchedSink.recipientOf(event));
  }

  @Override
  public void close() {
    watermark.close();
  }

  private long now() {
    return context.currentStreamTimeMs();
  }
}
