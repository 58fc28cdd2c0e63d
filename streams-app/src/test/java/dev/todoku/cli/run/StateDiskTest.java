package dev.todoku.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDiskTest {
  @TempDir Path dir;

  @Test
  void namesTheDirectoryAndTheKeyWhenThereIsLittleRoom() {
    assertThat(new StateDisk(dir.resolve("not/yet/there"), Long.MAX_VALUE).problem().orElseThrow())
        .startsWith("state.dir " + dir)
        .contains("MiB left", "state.disk.min.free.bytes");
  }

  @Test
  void saysNothingWhenThereIsRoom() {
    assertThat(new StateDisk(dir, 1).problem()).isEmpty();
  }

  @Test
  void showsTheFreeSpace() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    new StateDisk(dir, 1).bindTo(meters);
    assertThat(meters.get("todoku.state.disk.free.bytes").gauge().value()).isPositive();
  }
}
