package dev.todoku.wire;

import static dev.todoku.testing.Mail.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.detect.Figure;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.testing.Mail;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProviderDeltaCodecTest {
  private static final ProviderDelta ACCEPTED =
      ProviderDelta.builder("docomo", at("09:00"))
          .sourceIp("192.0.2.10")
          .fromDomain("shop.example")
          .batch("stream=receipt")
          .count(ProviderDelta.Count.ACCEPTED)
          .figures(EnumSet.of(Figure.ATTEMPTS, Figure.ACCEPTED, Figure.PROVEN))
          .build();

  @Test
  void readsWhatItWrote() {
    for (int seed = 0; seed < 2_000; seed++) {
      ProviderDelta delta = random(new Random(seed));
      assertThat(ProviderDeltaCodec.decode(ProviderDeltaCodec.encode(delta)))
          .as("seed %d", seed)
          .isEqualTo(delta);
    }
  }

  @Test
  void takesFewBytesForAnAcceptance() {
    assertThat(ProviderDeltaCodec.encode(ACCEPTED).length).isLessThanOrEqualTo(64);
  }

  @Test
  void refusesWhatANewerTodokuWrote() {
    byte[] bytes = ProviderDeltaCodec.encode(ACCEPTED);
    bytes[0]++;
    assertThatThrownBy(() -> ProviderDeltaCodec.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 6");
  }

  private static ProviderDelta random(Random random) {
    return ProviderDelta.builder("届".repeat(random.nextInt(5)), at(random.nextInt(10_000), "00:00"))
        .sourceIp(ProviderDelta.UNKNOWN)
        .fromDomain("shop.example")
        .batch(random.nextBoolean() ? "" : "campaign=夏のセール")
        .count(ProviderDelta.Count.values()[random.nextInt(ProviderDelta.Count.values().length)])
        .withdrawn(random.nextBoolean())
        .complaint(random.nextBoolean())
        .reason(
            random.nextBoolean() ? null : Reason.values()[random.nextInt(Reason.values().length)])
        .figures(figures(random))
        .sample(random.nextBoolean() ? null : sample(random))
        .takenBack(random.nextBoolean())
        .acceptedAt(random.nextBoolean() ? 0 : at(random.nextInt(10_000), "00:00"))
        .build();
  }

  private static Set<Figure> figures(Random random) {
    Set<Figure> figures = EnumSet.noneOf(Figure.class);
    for (Figure figure : Figure.values()) {
      if (random.nextInt(4) == 0) {
        figures.add(figure);
      }
    }
    return figures;
  }

  private static Evidence.Sample sample(Random random) {
    List<SmtpReply> replies =
        List.of(SmtpReply.UNKNOWN, Mail.BLOCKED, new SmtpReply(421, null, "遅く", null));
    return new Evidence.Sample(
        at("09:00") + random.nextInt(1_000_000),
        "m" + random.nextInt() + "@shop.example",
        random.nextBoolean() ? null : "shop.example",
        "hanako@docomo.ne.jp",
        replies.get(random.nextInt(replies.size())));
  }
}
