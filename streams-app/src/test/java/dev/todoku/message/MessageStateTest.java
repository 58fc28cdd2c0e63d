package dev.todoku.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Origin;
import dev.todoku.schema.Outcome;
import dev.todoku.testing.Mail;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageStateTest {
  private static final int ROUNDS = 5_000;

  @Test
  void mergingIsCommutativeAssociativeAndIdempotent() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      RandomStates random = new RandomStates(new Random(seed));
      MessageState a = random.next();
      MessageState b = random.next();
      MessageState c = random.next();
      assertThat(a.merge(b)).as("commutative, seed %d", seed).isEqualTo(b.merge(a));
      assertThat(a.merge(b).merge(c))
          .as("associative, seed %d", seed)
          .isEqualTo(a.merge(b.merge(c)));
      assertThat(a.merge(a)).as("idempotent, seed %d", seed).isEqualTo(a);
      assertThat(a.merge(b).merge(a)).as("absorbing, seed %d", seed).isEqualTo(a.merge(b));
    }
  }

  @Test
  void anyOrderAndRepetitionOfTheEventsGivesTheSameOutcome() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      List<MessageState> events = new RandomStates(random).ofEvents(1 + random.nextInt(7));
      Outcome inOrder = outcome(events);
      List<MessageState> shuffled = new ArrayList<>(events);
      for (int i = random.nextInt(5); i > 0; i--) {
        shuffled.add(events.get(random.nextInt(events.size())));
      }
      Collections.shuffle(shuffled, random);
      assertThat(outcome(shuffled)).as("seed %d", seed).isEqualTo(inOrder);
    }
  }

  @Test
  void theRevisionNeverFallsAsFactsCome() {
    for (int seed = 0; seed < ROUNDS; seed++) {
      List<MessageState> events = new RandomStates(new Random(seed)).ofEvents(6);
      int revision = 0;
      for (int known = 1; known <= events.size(); known++) {
        int next = outcome(events.subList(0, known)).revision();
        assertThat(next).as("seed %d, event %d", seed, known).isGreaterThanOrEqualTo(revision);
        revision = next;
      }
    }
  }

  @Test
  void theApplicationsAccountOutranksTheLogsAndTheLogFillsItsGaps() {
    Origin told = new Origin(null, null, "news.example", "newsletter", "june");
    Origin logged = new Origin("mx1", "192.0.2.1", "bounces.example", Origin.NOTICES, null);
    Mail mail = Mail.to("hanako@docomo.ne.jp", RandomStates.ID);
    MessageState merged =
        EventState.of(mail.origin(logged).send(Mail.at("09:00")))
            .merge(EventState.of(mail.origin(told).send(Mail.at("09:01"))));
    assertThat(merged.origin())
        .isEqualTo(new Origin("mx1", "192.0.2.1", "news.example", "newsletter", "june"));
    assertThat(merged.sentAt()).isEqualTo(Mail.at("09:00"));
  }

  @Test
  void anAddressOutranksTheHostsNameThatStandsForOne() {
    Mail mail = Mail.to("hanako@docomo.ne.jp", RandomStates.ID);
    MessageState named =
        EventState.of(
            mail.origin(new Origin("mx1", "mx1", null, null, null)).send(Mail.at("09:00")));
    for (String address : List.of("192.0.2.1", "2001:db8::1")) {
      MessageState addressed =
          EventState.of(
              mail.origin(new Origin("mx1", address, null, null, null)).send(Mail.at("09:01")));
      assertThat(named.merge(addressed).origin().sourceIp()).isEqualTo(address);
      assertThat(addressed.merge(named).origin().sourceIp()).isEqualTo(address);
    }
  }

  private static Outcome outcome(List<MessageState> events) {
    MessageState all = events.stream().reduce(MessageState::merge).orElseThrow();
    return Outcomes.of(all, RandomStates.ID, "docomo");
  }
}
