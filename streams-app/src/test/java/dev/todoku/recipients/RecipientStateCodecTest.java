package dev.todoku.recipients;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.detect.Attempt.Contact;
import dev.todoku.detect.ContactTrial;
import dev.todoku.schema.Reason;
import dev.todoku.wire.RecipientNote;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecipientStateCodecTest {
  @Test
  void readsWhatItWrote() {
    for (int seed = 0; seed < 2_000; seed++) {
      RecipientState state = random(new Random(seed));
      assertThat(RecipientStateCodec.decode(RecipientStateCodec.encode(state)))
          .as("seed %d", seed)
          .isEqualTo(state);
    }
  }

  @Test
  void readsWhoIsNotKnown() {
    byte[] bytes = RecipientStateCodec.encode(RecipientState.NONE);
    assertThat(RecipientStateCodec.decode(bytes)).isEqualTo(RecipientState.NONE);
  }

  @Test
  void refusesWhatANewerTodokuWrote() {
    byte[] bytes = RecipientStateCodec.encode(RecipientState.NONE);
    bytes[0]++;
    assertThatThrownBy(() -> RecipientStateCodec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 9");
  }

  private static RecipientState random(Random random) {
    List<RecentMessage> marks = new ArrayList<>();
    for (int i = random.nextInt(RecipientState.MESSAGES_KEPT + 1); i > 0; i--) {
      marks.add(
          RecentMessage.builder(
                  "届".repeat(random.nextInt(20)) + i + "@shop.example",
                  timeOrZero(random),
                  RecentMessage.Kind.values()[random.nextInt(RecentMessage.Kind.values().length)],
                  new RecentMessage.Stream("docomo", "192.0.2.10", "shop.example", "campaign=" + i))
              .identities(random.nextInt(), random.nextInt())
              .acceptedAt(timeOrZero(random))
              .reason(Reason.values()[random.nextInt(Reason.values().length)])
              .trials(trials(random))
              .complainedAt(timeOrZero(random))
              .unsubscribedAt(timeOrZero(random))
              .plausible(plausible(random))
              .sentAt(timeOrZero(random))
              .doubtful(random.nextBoolean())
              .mailStream(random.nextBoolean() ? null : "newsletter")
              .build());
    }
    return RecipientState.NONE.toBuilder()
        .firstSeenAt(timeOrZero(random))
        .olderAcceptedAt(timeOrZero(random))
        .resetAt(timeOrZero(random))
        .suppressedAt(timeOrZero(random))
        .complainedAt(timeOrZero(random))
        .messages(marks)
        .underWay(underWay(random))
        .notes(List.of(new RecipientNote(timeOrZero(random), RecipientNote.Kind.RESET, "届")))
        .vouchedAt(timeOrZero(random))
        .streams(
            List.of(new StreamSuppression("newsletter", timeOrZero(random), timeOrZero(random))))
        .build();
  }

  private static PlausibleReport plausible(Random random) {
    return random.nextBoolean()
        ? null
        : new PlausibleReport(
            timeOrZero(random),
            timeOrZero(random),
            RecentMessage.Kind.values()[random.nextInt(RecentMessage.Kind.values().length)],
            Reason.values()[random.nextInt(Reason.values().length)],
            random.nextBoolean() ? null : Reason.BLOCKED,
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean(),
            random.nextBoolean() ? null : ContactTrial.RETURNED_UNKNOWN,
            timeOrZero(random),
            timeOrZero(random));
  }

  private static List<MessageCounts.Timed> trials(Random random) {
    ContactTrial[] all = ContactTrial.values();
    Contact[] contacts = Contact.values();
    return IntStream.range(0, random.nextInt(3))
        .mapToObj(
            i ->
                new MessageCounts.Timed(
                    timeOrZero(random),
                    all[random.nextInt(all.length)],
                    contacts[random.nextInt(contacts.length)]))
        .toList();
  }

  private static List<UnderWay> underWay(Random random) {
    return IntStream.range(0, random.nextInt(RecipientState.UNDER_WAY_KEPT + 1))
        .mapToObj(i -> new UnderWay("w" + i + "@shop.example", timeOrZero(random)))
        .toList();
  }

  private static long timeOrZero(Random random) {
    return random.nextInt(3) == 0 ? 0 : at(random.nextInt(10_000), "00:00") + random.nextInt();
  }
}
