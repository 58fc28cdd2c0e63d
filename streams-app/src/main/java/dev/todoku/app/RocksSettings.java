package dev.todoku.app;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.Options;

/** How every store of the process is kept. */
public final class RocksSettings implements RocksDBConfigSetter {
  private static final int BLOCK_BYTES = 16 * 1024;
  private static final int BLOOM_BITS_PER_KEY = 10;
  private static final long WRITE_BUFFER_BYTES = 4L * 1024 * 1024;
  private static final long ARENA_BLOCK_BYTES = 64L * 1024;
  private static final double MEMTABLE_BLOOM_RATIO = 0.02;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    if (!(configs.get(RocksMemory.CONFIG) instanceof RocksMemory memory)) {
      throw new IllegalArgumentException(RocksMemory.CONFIG + " is not handed over");
    }
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.blockCache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    // A day without the key must cost a filter, not a block.
    table.setFilterPolicy(new BloomFilter(BLOOM_BITS_PER_KEY, false));
    // Host, source IP, domain and campaign repeat from message to message: larger blocks let LZ4
    // see it.
    table.setBlockSize(BLOCK_BYTES);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.writeBuffers());
    options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    // What an idle store holds of the memory of all; by default an eighth of a write buffer.
    options.setArenaBlockSize(ARENA_BLOCK_BYTES);
    // Each new send is looked for and not found: what is not in memory costs a filter there, too.
    options.setMemtablePrefixBloomSizeRatio(MEMTABLE_BLOOM_RATIO);
    options.setMemtableWholeKeyFiltering(true);
    options.setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  @Override
  public void close(String storeName, Options options) {
    // Cache and write buffers belong to the process; the table's filter is closed with its options.
  }
}
