package dev.todoku.recipients;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.detect.Figure;
import dev.todoku.message.EventState;
import dev.todoku.message.MessageState;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.SmtpReply;
import dev.todoku.streams.SuppressionThresholds;
import dev.todoku.testing.Mail;
import dev.todoku.wire.MessageUpdate;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is taken back of a provider's figures had been added to them, in whatever order the facts of
 * a recipient's messages come, and however many messages there are: more than are kept, too.
 */
class CountedOnceTest {
  private static final String HANAKO = "hanako@docomo.ne.jp";
  private static final SmtpReply FULL = new SmtpReply(552, "5.2.2", "552 Over quota", "RCPT TO");
  private static final SuppressionExemption EXEMPTION =
      new SuppressionExemption(
          new Scope("docomo", null, null), at("08:00"), at("10:00"), Long.MAX_VALUE);
  private static final int ORDERS = 300;

  private record Fact(String messageId, MessageState state) {}

  @ParameterizedTest
  @ValueSource(
      ints = {2, RecipientState.MESSAGES_KEPT, RecipientState.MESSAGES_KEPT + 1, 12, 20, 40})
  void noFigureOfAMinuteIsEverNegative(int messages) {
    for (long seed = 1; seed <= ORDERS; seed++) {
      RecipientJudge judge = new RecipientJudge(SuppressionThresholds.DEFAULT);
      RecipientState state = RecipientState.NONE;
      Map<String, MessageState> known = new HashMap<>();
      Map<Long, Map<Figure, Integer>> figures = new HashMap<>();
      Random random = new Random(seed);
      for (Fact fact : facts(messages, random)) {
        state = believedOrNot(judge, state, fact.messageId(), random);
        MessageState before = known.get(fact.messageId());
        MessageState after = before == null ? fact.state() : before.merge(fact.state());
        known.put(fact.messageId(), after);
        Judgement judgement =
            judge.onUpdate(
                state,
                HANAKO,
                new MessageUpdate(fact.messageId(), "docomo", before, after),
                new KnownExemptions(),
                at("12:00"));
        state = judgement.next();
        judgement.deltas().forEach(delta -> add(delta, figures));
        assertThat(figures.values())
            .as("seed %d, %d messages", seed, messages)
            .allSatisfy(minute -> assertThat(minute.values()).allMatch(count -> count >= 0));
      }
    }
  }

  /** Now and then, "user unknown" is not believed any more, or again. */
  private static RecipientState believedOrNot(
      RecipientJudge judge, RecipientState state, String messageId, Random random) {
    Optional<Outcome> outcome = state.remembered(messageId, HANAKO);
    if (outcome.isEmpty() || random.nextInt(3) > 0) {
      return state;
    }
    Optional<SuppressionExemption> covering =
        random.nextBoolean() ? Optional.of(EXEMPTION) : Optional.empty();
    ExemptionCandidate candidate = ExemptionCandidate.of(messageId, outcome.get());
    return judge.onExemption(state, HANAKO, candidate, covering, at("12:00")).next();
  }

  private static void add(ProviderDelta delta, Map<Long, Map<Figure, Integer>> figures) {
    Map<Figure, Integer> minute =
        figures.computeIfAbsent(delta.time(), same -> new EnumMap<>(Figure.class));
    delta
        .figures()
        .forEach(figure -> minute.merge(figure, delta.takenBack() ? -1 : 1, Integer::sum));
  }

  /** What becomes known of some messages, some of it at the same time, in any order. */
  private static List<Fact> facts(int messages, Random random) {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      Mail mail = Mail.to(HANAKO, "m" + i + "@shop.example");
      long time = at(random.nextInt(3), "09:00");
      List<MessageState> some = new ArrayList<>();
      some.add(EventState.of(mail.send(time - 1)));
      if (random.nextBoolean()) {
        some.add(EventState.of(mail.deferral(time, Reason.SYSTEM_ERROR, Mail.TRY_LATER)));
      }
      switch (random.nextInt(5)) {
        case 0, 1 -> some.add(EventState.of(mail.delivery(time)));
        case 2 ->
            some.add(
                EventState.ofServersOwn(
                    mail.refusal(time, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER)));
        case 3 -> some.add(EventState.ofServersOwn(mail.refusal(time, Reason.MAILBOX_FULL, FULL)));
        default -> {
          some.add(EventState.of(mail.delivery(time)));
          some.add(
              EventState.ofMessage(
                  mail.bounceMessage(time + 1, Reason.USER_UNKNOWN, Mail.NO_SUCH_USER),
                  HANAKO,
                  null,
                  MatchedBy.MESSAGE_ID));
        }
      }
      String messageId = "m" + i + "@shop.example";
      some.forEach(state -> facts.add(new Fact(messageId, state.at("docomo"))));
    }
    Collections.shuffle(facts, random);
    return facts;
  }
}
