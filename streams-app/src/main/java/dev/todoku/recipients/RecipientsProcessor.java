package dev.todoku.recipients;

import dev.todoku.message.BounceIdentities;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
import dev.todoku.streams.EarlyEventBuffer;
import dev.todoku.streams.Names;
import dev.todoku.streams.PipelineMetrics;
import dev.todoku.streams.PipelineSettings;
import dev.todoku.streams.TypedSink;
import dev.todoku.streams.UnmatchedSink;
import dev.todoku.streams.WatermarkEmitter;
import dev.todoku.watermark.StageWatermark;
import dev.todoku.watermark.Watermark;
import dev.todoku.wire.InternalTopics;
import dev.todoku.wire.MessageUpdate;
import dev.todoku.wire.RecipientNote;
import dev.todoku.wire.SuppressionExemption;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps score per recipient, and looks among a recipient's recent messages for the one behind a
 * bounce that names no known Message-ID. Takes {@link MessageUpdate} outcomes, {@link
 * RecipientCommand}s and {@link Bounce}s to be searched for, all keyed by recipient in normal form.
 */
final class RecipientsProcessor implements Processor<String, Object, Object, Object> {
  private static final int DUE_AT_ONCE = 100;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final RecipientJudge judge;
  private final BounceMatcher matcher;
  private final Watermark watermark;

  private KeyValueStore<Bytes, byte[]> recipients;
  private EarlyEventBuffer waiting;
  private ExemptionTracker exemptions;
  private TypedSink<String, RecipientHealth> health;
  private TypedSink<String, Object> deltas;
  private TypedSink<String, Bounce> found;
  private UnmatchedSink unmatchedSink;
  private WatermarkEmitter emitter;

  RecipientsProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.judge = new RecipientJudge(settings.suppression());
    this.watermark = new Watermark(settings.partitions());
    this.matcher = new BounceMatcher(settings.joinWindow().toMillis());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    recipients = context.getStateStore(Names.RECIPIENTS_STORE);
    waiting =
        new EarlyEventBuffer(
            context.getStateStore(Names.MATCH_REQUESTS_STORE), settings.joinWindow());
    exemptions =
        new ExemptionTracker(
            context.getStateStore(Names.EXEMPTIONS_STORE),
            context.getStateStore(Names.CANDIDATES_STORE));
    health = new TypedSink<>(context, sink(Topics.RECIPIENT_HEALTH.name()));
    deltas = new TypedSink<>(context, sink(InternalTopics.PROVIDER_DELTAS.name()));
    found = new TypedSink<>(context, sink(InternalTopics.MATCH_RESULTS.name()));
    unmatchedSink = new UnmatchedSink(context, Names.RECIPIENTS, settings.address(), metrics);
    emitter = new WatermarkEmitter(context, deltas);
    context.schedule(WatermarkEmitter.TICK, PunctuationType.WALL_CLOCK_TIME, wall -> onWallClock());
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof StageWatermark upstream) {
      watermark.advance(upstream);
      emitter.onWatermark(watermark.current());
    } else if (record.value() instanceof SuppressionExemption exemption) {
      exemptions
          .learn(exemption)
          .forEach(suspected -> judgeAgain(suspected, exemption, record.timestamp()));
    } else {
      accept(record);
    }
    advance();
  }

  private void accept(Record<String, Object> record) {
    String recipient = record.key();
    Bytes key = Bytes.wrap(recipient.getBytes(StandardCharsets.UTF_8));
    RecipientState state = fetch(key);
    if (record.value() instanceof MessageUpdate update) {
      MessageUpdate correlated =
          update.named(state.nameOf(update.messageId(), update.facts().sentAt()));
      Outcome outcome = correlated.outcome();
      if (isUnderWay(correlated, outcome)) {
        put(key, state, state.withUnderWay(correlated.messageId(), outcome.sentAt()));
      } else {
        judge(key, state, record, correlated, outcome);
      }
    } else if (record.value() instanceof RecipientCommand command) {
      store(key, state, judge.onCommand(state, recipient, command), record);
    } else if (record.value() instanceof Bounce bounce) {
      search(key, state, recipient, bounce);
    } else if (record.value() instanceof RecipientNote note) {
      put(key, state, state.withNote(note));
    }
  }

  /** What is plausible of a message that has no other answer may yet be confirmed. */
  private static boolean isUnderWay(MessageUpdate correlated, Outcome outcome) {
    return outcome.status() == Status.SENT
        && !outcome.notice()
        && correlated.facts().plausibleBounceReceivedAt() == 0
        && correlated.facts().plausibleComplaintReceivedAt() == 0;
  }

  private void judge(
      Bytes key,
      RecipientState state,
      Record<String, Object> record,
      MessageUpdate correlated,
      Outcome outcome) {
    String recipient = record.key();
    countIfProven(recipient, state, correlated, outcome);
    if (RecipientJudge.isSuspect(outcome)) {
      exemptions.addCandidate(recipient, correlated.messageId(), outcome);
    }
    Judgement judgement =
        judge.onUpdate(state, recipient, correlated, exemptions.known(), record.timestamp());
    store(key, state, judgement, record);
    retry(key, judgement.next(), recipient);
  }

  private void put(Bytes key, RecipientState before, RecipientState after) {
    if (!after.equals(before)) {
      recipients.put(key, RecipientStateCodec.encode(after));
    }
  }

  private void store(
      Bytes key, RecipientState before, Judgement judgement, Record<String, Object> record) {
    put(key, before, noted(judgement));
    judgement.health().ifPresent(event -> publish(record.key(), event, record.timestamp()));
    judgement.deltas().forEach(delta -> deltas.send(delta.provider(), delta, delta.time()));
  }

  private static RecipientState noted(Judgement judgement) {
    return judgement
        .health()
        .map(event -> judgement.next().withNote(RecipientNote.of(event)))
        .orElse(judgement.next());
  }

  private void publish(String recipient, RecipientHealth event, long time) {
    health.send(recipient, event, time);
    metrics.recipientChange(event.change());
  }

  /** Each failure of a recipient who was proven counts once. */
  private void countIfProven(
      String recipient, RecipientState before, MessageUpdate update, Outcome outcome) {
    boolean hasFailed = outcome.status().isFailure() && outcome.stoppedAtHop() == null;
    boolean hadFailed = update.outcomeBefore().filter(was -> was.status().isFailure()).isPresent();
    if (hasFailed
        && !hadFailed
        && judge.healthOf(recipient, before).filter(RecipientHealth::proven).isPresent()) {
      metrics.provenFailure(update.provider());
    }
  }

  private void judgeAgain(
      ExemptionTracker.Suspected suspected, SuppressionExemption exemption, long time) {
    Bytes key = Bytes.wrap(suspected.recipient().getBytes(StandardCharsets.UTF_8));
    RecipientState state = fetch(key);
    Judgement judgement =
        judge.onExemption(
            state,
            suspected.recipient(),
            suspected.suspect(),
            exemptions.covering(exemption.provider(), suspected),
            Math.max(time, suspected.time()));
    put(key, state, noted(judgement));
    judgement.health().ifPresent(event -> publish(suspected.recipient(), event, event.time()));
  }

  /**
   * What names its message is answered at once. Who would be found by recipient and time is known
   * when all earlier mail of the recipient is: then the latest that was accepted is the one.
   */
  private void search(Bytes key, RecipientState state, String recipient, Bounce bounce) {
    if (!isMatched(state, recipient, bounce)) {
      waiting.add(key, bounce, deadline(bounce));
    }
  }

  private boolean isMatched(RecipientState state, String recipient, Bounce bounce) {
    Optional<Bounce> match = matcher.find(state, recipient, bounce, watermark.current());
    match.ifPresent(known -> found.send(known.messageId(), known, bounce.time()));
    return match.isPresent();
  }

  /** First when all earlier mail is known, then when it has waited in vain. */
  private long deadline(Bounce bounce) {
    long nextLook = BounceMatcher.nextLook(bounce, watermark.current());
    return nextLook > watermark.current()
        ? nextLook
        : Math.max(watermark.current(), bounce.time() + settings.earlyWait().toMillis());
  }

  /** An outcome may be what a bounce has been waiting for. */
  private void retry(Bytes key, RecipientState state, String recipient) {
    waiting.takeIf(key, bounce -> isMatched(state, recipient, (Bounce) bounce));
  }

  private void onWallClock() {
    advance();
    metrics.watermarkLag(
        this, Names.RECIPIENTS, InternalTopics.MESSAGE_UPDATES.name(), watermark.behindMs());
    emitter.waits(watermark.behindMs(), watermark.heldUpBy());
    emitter.onWallClock(watermark.current(), watermark.isIdle());
  }

  private void advance() {
    waiting.takeDue(watermark.current(), DUE_AT_ONCE).forEach(due -> decide((Bounce) due));
  }

  private void decide(Bounce bounce) {
    String recipient = settings.address().normal(bounce.sentTo());
    Bytes key = Bytes.wrap(recipient.getBytes(StandardCharsets.UTF_8));
    if (isMatched(fetch(key), recipient, bounce)) {
      return;
    }
    long deadline = deadline(bounce);
    if (deadline > watermark.current()) {
      waiting.add(key, bounce, deadline);
    } else {
      waiting.keep(key, bounce, watermark.current());
      giveUp(bounce);
    }
  }

  private void giveUp(Bounce bounce) {
    List<MatchedBy> tried = new ArrayList<>();
    if (bounce.messageId() != null) {
      tried.add(MatchedBy.MESSAGE_ID);
    }
    tried.addAll(BounceIdentities.of(bounce));
    Unmatched event =
        unmatchedSink.send(bounce, tried, "none of the recipient's recent messages fits");
    Bytes key =
        Bytes.wrap(settings.address().normal(bounce.sentTo()).getBytes(StandardCharsets.UTF_8));
    RecipientState state = fetch(key);
    put(key, state, state.withNote(RecipientNote.of(event)));
  }

  @Override
  public void close() {
    metrics.forgetWatermark(this);
  }

  private RecipientState fetch(Bytes key) {
    byte[] value = recipients.get(key);
    return value == null ? RecipientState.NONE : RecipientStateCodec.decode(value);
  }

  private static String sink(String topic) {
    return Names.sink(Names.RECIPIENTS, topic);
  }
}
