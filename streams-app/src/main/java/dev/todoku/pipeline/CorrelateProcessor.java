package dev.todoku.pipeline;

import dev.todoku.correlation.Correlated;
import dev.todoku.correlation.MailboxProviders;
import dev.todoku.correlation.MessageFacts;
import dev.todoku.recipient.IdentityLadder;
import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.Complaint;
import dev.todoku.schema.Deferral;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Engagement;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.unpaired.Backscatter;
import dev.todoku.unpaired.Departure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
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
final class CorrelateProcessor implements Processor<String, MailEvent, Object, Object> {
  private static final int GIVEN_UP_PER_RECORD = 100;

  /**
   * A bounce that names another address than the message's only recipient is taken for a failed
   * forwarding when the send is older than this: by then the message's other recipients are known.
   */
  private static final long ALL_RECIPIENTS_KNOWN_MS = 10 * 60_000;

  /** All that is read but what was searched for, which is later than anything by its nature. */
  private static final List<String> INPUTS =
      List.of(
          Topics.SENDS.name(),
          Topics.DELIVERIES.name(),
          Topics.BOUNCES.name(),
          Topics.FEEDBACK.name());

  /** An alert on a block must not wait long for a topic on which nothing comes. */
  private static final int PATIENCE_TICKS = 3;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final Address address;
  private final IdleClock idle;

  private ProcessorContext<Object, Object> context;
  private OpenMessages messages;
  private WaitingRoom early;
  private Unanswered unanswered;
  private Outlet<String, Outcome> outcomes;
  private Outlet<String, Bounce> searches;
  private UnmatchedOutlet unmatched;
  private DeadLetters deadLetters;
  private UnpairedMinutes unpaired;
  private Outlet<String, Object> facts;
  private ProgressTeller progress;
  private RecentRoutes routes;
  private MailboxProviders providers;
  private InputFrontier read;

  CorrelateProcessor(PipelineSettings settings, PipelineMetrics metrics, LongAdder neighbours) {
    this.settings = settings;
    this.metrics = metrics;
    this.address = settings.address();
    this.idle = new IdleClock(ProgressTeller.TICK, neighbours);
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    this.context = context;
    messages =
        new OpenMessages(
            new DayBuckets(context.getStateStore(Names.MESSAGES_STORE), settings.joinWindow()),
            address);
    early = new WaitingRoom(context.getStateStore(Names.EARLY_STORE), settings.joinWindow());
    unanswered = new Unanswered();
    outcomes = new Outlet<>(context, Names.sink(Names.CORRELATE, Topics.OUTCOMES.name()));
    searches = new Outlet<>(context, Names.sink(Names.CORRELATE, InternalTopics.SEARCHES.name()));
    unmatched = new UnmatchedOutlet(context, Names.CORRELATE, address, metrics);
    deadLetters = new DeadLetters(context, Names.CORRELATE, metrics);
    unpaired = new UnpairedMinutes(context, INPUTS);
    read = new InputFrontier(INPUTS, PATIENCE_TICKS);
    facts = new Outlet<>(context, Names.sink(Names.CORRELATE, InternalTopics.FACTS.name()));
    progress = new ProgressTeller(context, facts);
    FactBook dns = new FactBook(context.getStateStore(Names.FACTS_STORE));
    routes = new RecentRoutes(dns::history);
    providers = new MailboxProviders(settings.providers(), routes);
    context.schedule(InputFrontier.TICK, PunctuationType.WALL_CLOCK_TIME, this::listen);
    context.schedule(ProgressTeller.TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
  }

  @Override
  public void process(Record<String, MailEvent> record) {
    idle.hear();
    context.recordMetadata().ifPresent(metadata -> hear(metadata.topic(), record.timestamp()));
    MailEvent event = record.value();
    if (event instanceof Bounce bounce && bounce.matchedBy() == null) {
      unpaired.add(Backscatter.came(bounce));
    }
    if (messages.isForgotten(event.time(), now())) {
      deadLetters.send(record.key(), event, "it is older than the join window");
    } else {
      accept(event);
    }
    expire(now());
    progress.reach(read.reached());
    unpaired.flush();
  }

  private void accept(MailEvent event) {
    if (event instanceof Send send) {
      metrics.send();
      learn(event, MessageFacts.of(send));
    } else if (event instanceof Delivery delivery) {
      learn(event, MessageFacts.of(delivery));
    } else if (event instanceof Deferral deferral) {
      learn(event, MessageFacts.of(deferral));
    } else if (event instanceof Bounce bounce) {
      acceptBounce(bounce);
    } else if (event instanceof Complaint complaint) {
      report(event, complaint.recipient());
    } else if (event instanceof Engagement engagement) {
      report(event, engagement.recipient());
    }
  }

  private void acceptBounce(Bounce bounce) {
    if (bounce.messageId() == null) {
      search(bounce);
    } else if (bounce.kind() == Bounce.Kind.OUT_OF_BAND) {
      report(bounce, bounce.sentTo());
    } else if (bounce.kind() == Bounce.Kind.QUEUE_EXPIRY) {
      acceptExpiry(bounce);
    } else {
      learn(bounce, MessageFacts.ofServersOwn(bounce));
    }
  }

  /**
   * A queue gives up right after one more deferral, which comes on another topic. The expiry waits
   * for it: it tells the reason, and it must not look as if it came after the end.
   */
  private void acceptExpiry(Bounce expiry) {
    Bytes key = messages.key(expiry.messageId(), expiry.recipient());
    boolean isDeferred =
        messages
            .find(key, expiry.time(), now())
            .filter(open -> open.facts().deferral() != null)
            .isPresent();
    if (isDeferred) {
      learn(expiry, MessageFacts.ofServersOwn(expiry));
    } else {
      await(key, expiry);
    }
  }

  private void learn(MailEvent event, MessageFacts facts) {
    Bytes key = messages.key(event.messageId(), facts.recipient());
    Optional<OpenMessages.Open> open =
        event instanceof Send
            ? messages.findFromStart(key, event.time(), now())
            : messages.find(key, event.time(), now());
    if (open.isPresent()) {
      merge(event, open.get(), facts);
    } else {
      messages.create(key, facts, event.time());
      unpaired.add(Departure.of(null, facts, read.ofLatest()));
      publish(key, event, facts);
    }
    if (open.isEmpty() || event instanceof Deferral) {
      early.take(key).forEach(this::accept);
    }
  }

  private void report(MailEvent event, String recipient) {
    Bytes key = messages.key(event.messageId(), recipient);
    Optional<OpenMessages.Open> open =
        messages
            .find(key, event.time(), now())
            .or(() -> forwarder(event, event.time() - ALL_RECIPIENTS_KNOWN_MS));
    if (open.isPresent()) {
      apply(event, open.get());
    } else {
      await(key, event);
    }
  }

  private void await(Bytes key, MailEvent event) {
    if (event instanceof Bounce bounce) {
      unpaired.add(Backscatter.waits(bounce));
    }
    early.add(key, event, Math.max(now(), event.time()) + settings.earlyWait().toMillis());
  }

  /** Case 14: forwarding at the destination failed, the bounce names the address behind it. */
  private Optional<OpenMessages.Open> forwarder(MailEvent event, long sentBefore) {
    return messages
        .onlyRecipient(event.messageId(), event.time())
        .filter(open -> open.facts().sentAt() <= sentBefore);
  }

  private void apply(MailEvent event, OpenMessages.Open open) {
    MessageFacts known = open.facts();
    if (known.sentAt() != 0 && event.time() - known.sentAt() > settings.joinWindow().toMillis()) {
      unmatched.send(
          event, List.of(MatchedBy.MESSAGE_ID), "the send is older than the join window");
      return;
    }
    if (event instanceof Bounce bounce) {
      if (known.sentAt() != 0) {
        metrics.bounceLateness(known.sentAt(), bounce.time());
      }
      MessageFacts facts = facts(bounce, known);
      metrics.matched(facts.matchedBy());
      unpaired.add(Backscatter.matched(bounce));
      merge(event, open, facts);
    } else if (event instanceof Complaint complaint) {
      merge(event, open, MessageFacts.of(complaint));
    } else if (event instanceof Engagement engagement) {
      merge(event, open, MessageFacts.of(engagement));
    }
  }

  private MessageFacts facts(Bounce bounce, MessageFacts known) {
    boolean namesAnother =
        !address.normal(bounce.recipient()).equals(address.normal(known.recipient()));
    return MessageFacts.ofMessage(
        bounce,
        known.recipient(),
        namesAnother ? bounce.recipient() : null,
        bounce.matchedBy() == null ? MatchedBy.MESSAGE_ID : bounce.matchedBy());
  }

  private void merge(MailEvent event, OpenMessages.Open open, MessageFacts facts) {
    messages
        .merge(open, facts)
        .ifPresent(
            merged -> {
              unpaired.add(Departure.of(open.facts(), merged, read.ofLatest()));
              publish(open.key(), event, merged);
            });
  }

  private void publish(Bytes key, MailEvent event, MessageFacts known) {
    String recipient = address.normal(known.recipient());
    Correlated correlated = correlated(event.messageId(), recipient, known);
    Outcome outcome = correlated.outcome();
    if (outcome.status() == Status.SENT) {
      unanswered.add(key, new Unanswered.Sent(event.messageId(), event.time()));
    } else {
      unanswered.remove(key);
      outcomes.send(recipient, outcome, outcome.time());
      facts.send(recipient, correlated, outcome.time());
      metrics.outcome(outcome);
      if (event instanceof Delivery && outcome.sentAt() != 0) {
        metrics.deliveryDelay(outcome.sentAt(), event.time());
      }
    }
  }

  private void search(Bounce bounce) {
    searches.send(address.normal(bounce.sentTo()), bounce, bounce.time());
  }

  private Correlated correlated(String messageId, String recipient, MessageFacts known) {
    return new Correlated(messageId, providers.of(recipient, known), known);
  }

  /** Whoever asks by address is to find what has no answer, too. */
  private void tellUnderWay(Bytes key, Unanswered.Sent sent) {
    messages
        .find(key, sent.time(), now())
        .map(OpenMessages.Open::facts)
        .map(known -> correlated(sent.messageId(), address.normal(known.recipient()), known))
        .filter(known -> known.outcome().status() == Status.SENT)
        .ifPresent(
            known -> facts.send(address.normal(known.facts().recipient()), known, sent.time()));
  }

  private void hear(String topic, long time) {
    read.hear(topic, time);
    unpaired.hear(topic, time);
  }

  private void listen(long wallTime) {
    read.tick();
    read.follow(now());
    progress.reach(read.reached());
    unpaired.listen(now());
    metrics.reach(now());
  }

  private void tick(long wallTime) {
    long time = idle.tick(now(), wallTime);
    read.follow(time);
    unpaired.follow(time);
    unanswered.tick(this::tellUnderWay);
    routes.forget();
    expire(time);
    progress.tick(read.reached(), idle.isIdle());
    unpaired.tick(idle.isIdle());
  }

  private void expire(long time) {
    early.giveUp(time, GIVEN_UP_PER_RECORD).forEach(this::giveUpWaiting);
  }

  private void giveUpWaiting(MailEvent event) {
    if (event instanceof Bounce bounce && bounce.kind() == Bounce.Kind.QUEUE_EXPIRY) {
      learn(bounce, MessageFacts.ofServersOwn(bounce));
      return;
    }
    Optional<OpenMessages.Open> forwarder = forwarder(event, Long.MAX_VALUE);
    if (forwarder.isPresent()) {
      apply(event, forwarder.get());
    } else if (event instanceof Bounce bounce && !IdentityLadder.steps(bounce).isEmpty()) {
      search(bounce);
    } else {
      unmatched.send(
          event, List.of(MatchedBy.MESSAGE_ID), "no message with this Message-ID was sent");
    }
  }

  private long now() {
    return context.currentStreamTimeMs();
  }
}
