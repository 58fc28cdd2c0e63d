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
  private static final int SHARD_BITS_CHOSEN_BY_ROCKSDB = -1;
  private static final double SHARE_FOR_INDEX_AND_FILTERS = 0.2;

  private final Cache blockCache;
  private final WriteBufferManager writeBuffers;

  /**
   * Sets memory aside.
   *
   * @param totalMib for blocks and write buffers together, in MiB
   */
  public RocksMemory(long totalMib) {
    org.rocksdb.RocksDB.loadLibrary();
    blockCache =
        new LRUCache(
            totalMib * MIB, SHARD_BITS_CHOSEN_BY_ROCKSDB, false, SHARE_FOR_INDEX_AND_FILTERS);
    writeBuffers = new WriteBufferManager(totalMib * MIB / 2, blockCache);
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
