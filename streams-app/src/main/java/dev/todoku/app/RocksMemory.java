package dev.todoku.app;

import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * One block cache and one write-buffer manager for all RocksDB instances of a process. A window
 * store has an instance per day and partition; with a cache each, memory would have no bound.
 */
public final class RocksMemory implements AutoCloseable {
  /** Key under which a process hands this to its stores. */
  static final String CONFIG = "todoku.rocksdb.memory";

  private static final long MIB = 1024 * 1024;

  /** Enough for the filters of 5 million open messages and their hot blocks. */
  private static final long BLOCKS_MIB = Long.getLong("todoku.rocksdb.blocks.mib", 128);

  private static final long MIN_WRITES_MIB = Long.getLong("todoku.rocksdb.writes.mib", 128);

  /** Of some twenty databases; most of them hold little. */
  private static final long WRITES_MIB_PER_PARTITION = 16;

  private static final int SHARD_BITS_CHOSEN_BY_ROCKSDB = -1;
  private static final double SHARE_FOR_INDEX_AND_FILTERS = 0.2;

  private final Cache blockCache;
  private final WriteBufferManager writeBuffers;

  /**
   * Sets memory aside. When write buffers take all of theirs, RocksDB writes out that of the
   * database which is being written, however small, and can't touch those that are idle: what these
   * hold must stay well below.
   *
   * @param partitions of every joined topic, all of which may come to be here
   */
  public RocksMemory(int partitions) {
    org.rocksdb.RocksDB.loadLibrary();
    long writes = MIB * Math.max(MIN_WRITES_MIB, WRITES_MIB_PER_PARTITION * partitions);
    blockCache =
        new LRUCache(
            BLOCKS_MIB * MIB + writes,
            SHARD_BITS_CHOSEN_BY_ROCKSDB,
            false,
            SHARE_FOR_INDEX_AND_FILTERS);
    writeBuffers = new WriteBufferManager(writes, blockCache);
  }

  Cache blockCache() {
    return blockCache;
  }

  WriteBufferManager writeBuffers() {
    return writeBuffers;
  }

  @Override
  public void close() {
    writeBuffers.close();
    blockCache.close();
  }
}
