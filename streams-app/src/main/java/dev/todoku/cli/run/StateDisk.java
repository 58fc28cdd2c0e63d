package dev.todoku.cli.run;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether the disk of the state directory has room; RocksDB ends the process when it has none. */
final class StateDisk {
  private static final double MIB = 1024 * 1024;

  private final Path dir;
  private final long least;

  /**
   * The disk of a directory.
   *
   * @param dir may not exist yet
   * @param least free bytes below which an operator should act
   */
  StateDisk(Path dir, long least) {
    this.dir = dir;
    this.least = least;
  }

  void bindTo(MeterRegistry meters) {
    Gauge.builder("todoku.state.disk.free.bytes", this, disk -> disk.free())
        .description("Free space where the local state is; -1 when it cannot be seen")
        .baseUnit("bytes")
        .strongReference(true)
        .register(meters);
  }

  /** What is wrong, for a person; empty when there is room. */
  Optional<String> problem() {
    long free = free();
    return free < 0 || free >= least
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "state.dir %s has %.0f MiB left, less than the %.0f MiB of state.disk.min.free.bytes",
                dir,
                free / MIB,
                least / MIB));
  }

  private long free() {
    Path at = dir.toAbsolutePath();
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    try {
      return at == null ? -1 : Files.getFileStore(at).getUsableSpace();
    } catch (IOException e) {
      return -1;
    }
  }
}
