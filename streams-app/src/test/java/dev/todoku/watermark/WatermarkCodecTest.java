package dev.todoku.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.wire.SenderMinute;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WatermarkCodecTest {
  private final WatermarkCodec<SenderMinute> form =
      new WatermarkCodec<>(SenderMinute.class, SenderMinute::encode, SenderMinute::decode);

  @Test
  void tellsProgressFromTheValuesAmongWhichItStands() {
    StageWatermark progress = new StageWatermark(3, 1_763_000_000_000L, true, 0, null);
    SenderMinute minute =
        new SenderMinute(
            "shop.example",
            1_763_000_040_000L,
            -2,
            3,
            1,
            new TreeMap<>(),
            Map.of(),
            new TreeMap<>());
    assertThat(form.decode(form.encode(progress))).isEqualTo(progress);
    assertThat(form.decode(form.encode(minute))).isEqualTo(minute);
  }

  @Test
  void takesNothingElse() {
    assertThatThrownBy(() -> form.encode("text")).isInstanceOf(ClassCastException.class);
  }
}
