package dev.todoku.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.FlushJobInfo;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class RocksSettingsTest {
  /** The fewest whose share of memory is not rounded up. */
  private static final int PARTITIONS = 8;

  /** Of one partition, with the days of messages and stories. */
  private static final int DATABASES_A_PARTITION = 19;

  private static final int IDLE_BYTES = 256 * 1024;
  private static final int MESSAGES = 20_000;
  private static final int MESSAGE_BYTES = 150;

  @TempDir private Path directory;

  /**
   * RocksDB writes a table when all write buffers together are full, of the database that is being
   * written: were the others' never written share too large, every single record made a table.
   */
  @Test
  void aBusyStoreIsNotFlushedAtEveryWriteForTheIdleOnes() throws RocksDBException {
    List<RocksDB> databases = new ArrayList<>();
    try (RocksMemory memory = new RocksMemory(PARTITIONS);
        Flushes flushes = new Flushes()) {
      for (int number = 0; number < PARTITIONS * DATABASES_A_PARTITION; number++) {
        databases.add(open(memory, "store-" + number, flushes));
        databases.get(number).put("key".getBytes(UTF_8), new byte[IDLE_BYTES]);
      }
      RocksDB busy = databases.get(0);
      for (int number = 0; number < MESSAGES; number++) {
        busy.put(
            ByteBuffer.allocate(Integer.BYTES).putInt(number).array(), new byte[MESSAGE_BYTES]);
      }
      flush(busy);
      assertThat(flushes.count).hasValueBetween(1, 3);
      assertThat(busy.getLongProperty("rocksdb.estimate-num-keys")).isEqualTo(MESSAGES + 1);
    } finally {
      databases.forEach(RocksDB::close);
    }
  }

  private RocksDB open(RocksMemory memory, String name, Flushes flushes) throws RocksDBException {
    try (Options options = new Options().setCreateIfMissing(true)) {
      options.setTableFormatConfig(new BlockBasedTableConfig());
      options.setListeners(List.of(flushes));
      new RocksSettings().setConfig(name, options, Map.of(RocksMemory.CONFIG, memory));
      return RocksDB.open(options, directory.resolve(name).toString());
    }
  }

  private static void flush(RocksDB database) throws RocksDBException {
    try (FlushOptions wait = new FlushOptions()) {
      database.flush(wait);
    }
  }

  private static final class Flushes extends AbstractEventListener {
    private final AtomicInteger count = new AtomicInteger();

    @Override
    public void onFlushCompleted(RocksDB database, FlushJobInfo job) {
      count.incrementAndGet();
    }
  }
}
