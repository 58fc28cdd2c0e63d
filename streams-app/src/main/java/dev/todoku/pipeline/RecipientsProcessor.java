package dev.todoku.pipeline;

import dev.todoku.correlation.Correlated;
import dev.todoku.progress.Frontier;
import dev.todoku.progress.Progress;
import dev.todoku.recipient.Amnesty;
import dev.todoku.recipient.IdentityLadder;
import dev.todoku.recipient.Judgement;
import dev.todoku.recipient.RecipientJudge;
import dev.todoku.recipient.RecipientNote;
import dev.todoku.recipient.RecipientState;
import dev.todoku.recipient.RecipientStateCodec;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RecipientCommand;
import dev.todoku.schema.RecipientHealth;
import dev.todoku.schema.Status;
import dev.todoku.schema.Topics;
import dev.todoku.schema.Unmatched;
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
 * bounce that names no known Message-ID. Takes {@link Correlated} outcomes, {@link
 * RecipientCommand}s and {@link Bounce}s to be searched for, all keyed by recipient in normal form.
 */
final class RecipientsProcessor implements Processor<String, Object, Object, Object> {
  private static final int DUE_AT_ONCE = 100;

  private final PipelineSettings settings;
  private final PipelineMetrics metrics;
  private final RecipientJudge judge;
  private final IdentityLadder ladder;
  private final Frontier frontier;

  private KeyValueStore<Bytes, byte[]> recipients;
  private WaitingRoom waiting;
  private AmnestyDesk amnesties;
  private Outlet<String, RecipientHealth> health;
  private Outlet<String, Object> tallies;
  private Outlet<String, Bounce> found;
  private UnmatchedOutlet unmatched;
  private ProgressTeller progress;

  RecipientsProcessor(PipelineSettings settings, PipelineMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.judge = new RecipientJudge(settings.suppression());
    this.frontier = new Frontier(settings.partitions());
    this.ladder = new IdentityLadder(settings.joinWindow().toMillis());
  }

  @Override
  public void init(ProcessorContext<Object, Object> context) {
    recipients = context.getStateStore(Names.RECIPIENTS_STORE);
    waiting = new WaitingRoom(context.getStateStore(Names.SEARCHES_STORE), settings.joinWindow());
    amnesties =
        new AmnestyDesk(
            context.getStateStore(Names.AMNESTIES_STORE),
            context.getStateStore(Names.SUSPECTS_STORE));
    health = new Outlet<>(context, sink(Topics.RECIPIENT_HEALTH.name()));
    tallies = new Outlet<>(context, sink(InternalTopics.TALLIES.name()));
    found = new Outlet<>(context, sink(InternalTopics.FOUND.name()));
    unmatched = new UnmatchedOutlet(context, Names.RECIPIENTS, settings.address(), metrics);
    progress = new ProgressTeller(context, tallies);
    context.schedule(ProgressTeller.TICK, PunctuationType.WALL_CLOCK_TIME, wall -> onWallClock());
  }

  @Override
  public void process(Record<String, Object> record) {
    if (record.value() instanceof Progress upstream) {
      frontier.hear(upstream);
      progress.reach(frontier.reached());
    } else if (record.value() instanceof Amnesty amnesty) {
      amnesties
          .learn(amnesty)
          .forEach(suspected -> judgeAgain(suspected, amnesty, record.timestamp()));
    } else {
      accept(record);
    }
    advance();
  }

  private void accept(Record<String, Object> record) {
    String recipient = record.key();
    Bytes key = Bytes.wrap(recipient.getBytes(StandardCharsets.UTF_8));
    RecipientState state = fetch(key);
    if (record.value() instanceof Correlated update) {
      Correlated correlated =
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
  private static boolean isUnderWay(Correlated correlated, Outcome outcome) {
    return outcome.status() == Status.SENT
        && !outcome.notice()
        && correlated.facts().plausibleBounceReceivedAt() == 0
        && correlated.facts().plausibleComplaintReceivedAt() == 0;
  }

  private void judge(
      Bytes key,
      RecipientState state,
      Record<String, Object> record,
      Correlated correlated,
      Outcome outcome) {
    String recipient = record.key();
    countIfProven(recipient, state, correlated, outcome);
    if (RecipientJudge.isSuspect(outcome)) {
      amnesties.suspect(recipient, correlated.messageId(), outcome);
    }
    Judgement judgement =
        judge.onUpdate(state, recipient, correlated, amnesties.known(), record.timestamp());
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
    judgement.health().ifPresent(event -> tell(record.key(), event, record.timestamp()));
    judgement.tallies().forEach(tally -> tallies.send(tally.provider(), tally, tally.time()));
  }

  private static RecipientState noted(Judgement judgement) {
    return judgement
        .health()
        .map(event -> judgement.next().withNote(RecipientNote.of(event)))
        .orElse(judgement.next());
  }

  private void tell(String recipient, RecipientHealth event, long time) {
    health.send(recipient, event, time);
    metrics.recipientChange(event.change());
  }

  /** Each failure of a recipient who was proven counts once. */
  private void countIfProven(
      String recipient, RecipientState before, Correlated update, Outcome outcome) {
    boolean hasFailed = outcome.status().isFailure() && outcome.stoppedAtHop() == null;
    boolean hadFailed = update.outcomeBefore().filter(was -> was.status().isFailure()).isPresent();
    if (hasFailed
        && !hadFailed
        && judge.healthOf(recipient, before).filter(RecipientHealth::proven).isPresent()) {
      metrics.provenFailure(update.provider());
    }
  }

  private void judgeAgain(AmnestyDesk.Suspected suspected, Amnesty amnesty, long time) {
    Bytes key = Bytes.wrap(suspected.recipient().getBytes(StandardCharsets.UTF_8));
    RecipientState state = fetch(key);
    Judgement judgement =
        judge.onAmnesty(
            state,
            suspected.recipient(),
            suspected.suspect(),
            amnesties.covering(amnesty.scope().provider(), suspected),
            Math.max(time, suspected.time()));
    put(key, state, noted(judgement));
    judgement.health().ifPresent(event -> tell(suspected.recipient(), event, event.time()));
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
    Optional<Bounce> match = ladder.find(state, recipient, bounce, frontier.reached());
    match.ifPresent(known -> found.send(known.messageId(), known, bounce.time()));
    return match.isPresent();
  }

  /** First when all earlier mail is known, then when it has waited in vain. */
  private long deadline(Bounce bounce) {
    long nextLook = IdentityLadder.nextLook(bounce, frontier.reached());
    return nextLook > frontier.reached()
        ? nextLook
        : Math.max(frontier.reached(), bounce.time() + settings.earlyWait().toMillis());
  }

  /** An outcome may be what a bounce has been waiting for. */
  private void retry(Bytes key, RecipientState state, String recipient) {
    waiting.takeIf(key, bounce -> isMatched(state, recipient, (Bounce) bounce));
  }

  private void onWallClock() {
    advance();
    metrics.watermarkLag(this, Names.RECIPIENTS, InternalTopics.FACTS.name(), frontier.behindMs());
    progress.waits(frontier.behindMs(), frontier.heldUpBy());
    progress.tick(frontier.reached(), frontier.isIdle());
  }

  private void advance() {
    waiting.takeDue(frontier.reached(), DUE_AT_ONCE).forEach(due -> decide((Bounce) due));
  }

  private void decide(Bounce bounce) {
    String recipient = settings.address().normal(bounce.sentTo());
    Bytes key = Bytes.wrap(recipient.getBytes(StandardCharsets.UTF_8));
    if (isMatched(fetch(key), recipient, bounce)) {
      return;
    }
    long deadline = deadline(bounce);
    if (deadline > frontier.reached()) {
      waiting.add(key, bounce, deadline);
    } else {
      waiting.keep(key, bounce, frontier.reached());
      giveUp(bounce);
    }
  }

  private void giveUp(Bounce bounce) {
    List<MatchedBy> tried = new ArrayList<>();
    if (bounce.messageId() != null) {
      tried.add(MatchedBy.MESSAGE_ID);
    }
    tried.addAll(IdentityLadder.steps(bounce));
    Unmatched event = unmatched.send(bounce, tried, "none of the recipient's recent messages fits");
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
