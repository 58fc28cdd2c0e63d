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
      new ProviderDelta(
          "docomo",
          "192.0.2.10",
          "shop.example",
          "stream=receipt",
          at("09:00"),
          ProviderDelta.Count.ACCEPTED,
          false,
          false,
          null,
          EnumSet.of(Figure.ATTEMPTS, Figure.ACCEPTED, Figure.PROVEN),
          null,
          false);

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
    return new ProviderDelta(
        "届".repeat(random.nextInt(5)),
        ProviderDelta.UNKNOWN,
        "shop.example",
        random.nextBoolean() ? "" : "campaign=夏のセール",
        at(random.nextInt(10_000), "00:00"),
        ProviderDelta.Count.values()[random.nextInt(ProviderDelta.Count.values().length)],
        random.nextBoolean(),
        random.nextBoolean(),
        random.nextBoolean() ? null : Reason.values()[random.nextInt(Reason.values().length)],
        figures(random),
        random.nextBoolean() ? null : sample(random),
        random.nextBoolean(),
        random.nextBoolean() ? 0 : at(random.nextInt(10_000), "00:00"));
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
