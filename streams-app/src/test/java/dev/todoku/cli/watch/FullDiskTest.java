package dev.todoku.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksDBException;

class FullDiskTest {

  @Test
  void aStoreThatCouldNotBeWrittenSaysIt() {
    Exception error =
        new StreamsException(
            "Exception caught in process",
            new ProcessorStateException(
                "Error while executing flush",
                new RocksDBException(
                    "While appending to file: /data/state/000011.sst: No space left on device")));
    assertThat(FullDisk.isSaidBy(error)).isTrue();
  }

  @Test
  void anotherTroubleIsNone() {
    assertThat(FullDisk.isSaidBy(new IOException("Permission denied", new IOException())))
        .isFalse();
  }

  @Test
  void aDiskWithRoomIsNotFull(@TempDir Path directory) {
    assertThat(FullDisk.isAt(directory)).isFalse();
    assertThat(FullDisk.isAt(directory.resolve("not there"))).isFalse();
  }
}
