package dev.todoku.mailindex;

import dev.todoku.kafka.Directories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.RocksObject;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Sorted keys and values on disk. One thread writes, in steps that are there whole or not at all;
 * any thread reads what is committed.
 */
final class IndexStore implements AutoCloseable {
  /** Of keys and values together; what was written in another form is built anew. */
  private static final byte FORM = 2;

  private static final byte[] FORM_KEY = IndexKey.of(IndexTable.META).text("form").bytes();
  private static final long CACHE_BYTES = 16L * 1024 * 1024;
  private static final long WRITE_BUFFER_BYTES = 8L * 1024 * 1024;
  private static final int WRITE_BUFFERS = 2;
  private static final int BLOOM_BITS_PER_KEY = 10;

  private final List<RocksObject> owned;
  private final RocksDB db;
  private final ReadOptions reading = new ReadOptions();
  private final WriteOptions writing = new WriteOptions();

  /** What is put since the last commit; a null value is deleted. One thread's alone. */
  private final NavigableMap<byte[], byte[]> pending = new TreeMap<>(Arrays::compareUnsigned);

  /** Whoever still reads while the instance ends must not read memory that is gone. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  /** Hears of entries in the order of their keys. */
  @FunctionalInterface
  interface Visitor {

    /** Returns whether to go on. */
    boolean visit(byte[] key, byte[] value);
  }

  private IndexStore(List<RocksObject> owned, RocksDB db) {
    this.owned = owned;
    this.db = db;
  }

  /**
   * Opens the index in a directory; empties one of another form.
   *
   * @throws UncheckedIOException when the directory cannot be used
   */
  static IndexStore open(Path dir) {
    IndexStore store = openAny(dir);
    Optional<byte[]> form = store.get(FORM_KEY);
    if (form.isPresent() && form.orElseThrow()[0] != FORM) {
      store.close();
      Directories.delete(dir);
      store = openAny(dir);
    }
    store.put(FORM_KEY, new byte[] {FORM});
    store.commit();
    return store;
  }

  private static IndexStore openAny(Path dir) {
    RocksDB.loadLibrary();
    LRUCache cache = new LRUCache(CACHE_BYTES);
    BloomFilter filter = new BloomFilter(BLOOM_BITS_PER_KEY, false);
    Options options =
        new Options()
            .setCreateIfMissing(true)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setWriteBufferSize(WRITE_BUFFER_BYTES)
            .setMaxWriteBufferNumber(WRITE_BUFFERS)
            .setKeepLogFileNum(1)
            .setTableFormatConfig(
                new BlockBasedTableConfig()
                    .setBlockCache(cache)
                    .setCacheIndexAndFilterBlocks(true)
                    .setFilterPolicy(filter));
    List<RocksObject> owned = new ArrayList<>(List.of(options, filter, cache));
    try {
      Files.createDirectories(dir);
      return new IndexStore(owned, RocksDB.open(options, dir.toString()));
    } catch (RocksDBException | IOException e) {
      owned.forEach(RocksObject::close);
      throw new UncheckedIOException(
          "cannot open the index in " + dir + ": " + e.getMessage(), new IOException(e));
    }
  }

  /** The committed value of a key. */
  Optional<byte[]> get(byte[] key) {
    use.readLock().lock();
    try {
      return closed ? Optional.empty() : Optional.ofNullable(db.get(reading, key));
    } catch (RocksDBException e) {
      throw failed(e);
    } finally {
      use.readLock().unlock();
    }
  }

  /** The value of a key as the writing thread has it, committed or not. */
  Optional<byte[]> latest(byte[] key) {
    return pending.containsKey(key) ? Optional.ofNullable(pending.get(key)) : get(key);
  }

  void put(byte[] key, byte[] value) {
    pending.put(key, value);
  }

  void delete(byte[] key) {
    pending.put(key, null);
  }

  /** Makes what was put and deleted since the last time visible, all at once. */
  void commit() {
    try (WriteBatch batch = new WriteBatch()) {
      for (Map.Entry<byte[], byte[]> entry : pending.entrySet()) {
        if (entry.getValue() == null) {
          batch.delete(entry.getKey());
        } else {
          batch.put(entry.getKey(), entry.getValue());
        }
      }
      db.write(writing, batch);
      pending.clear();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** Forgets what was put and deleted since the last commit. */
  void rollback() {
    pending.clear();
  }

  /** Visits the committed entries that begin with {@code prefix}, from {@code first} on. */
  void scan(byte[] prefix, byte[] first, Visitor visitor) {
    use.readLock().lock();
    try {
      if (!closed) {
        visit(prefix, first, visitor);
      }
    } finally {
      use.readLock().unlock();
    }
  }

  private void visit(byte[] prefix, byte[] first, Visitor visitor) {
    try (RocksIterator entries = db.newIterator(reading)) {
      entries.seek(first);
      while (entries.isValid() && IndexKey.isIn(entries.key(), prefix)) {
        if (!visitor.visit(entries.key(), entries.value())) {
          return;
        }
        entries.next();
      }
      entries.status();
    } catch (RocksDBException e) {
      throw failed(e);
    }
  }

  /** Visits the committed entries that begin with {@code prefix}. */
  void scan(byte[] prefix, Visitor visitor) {
    scan(prefix, prefix, visitor);
  }

  /** The last key that begins with {@code prefix} as the writing thread has it. */
  Optional<byte[]> last(byte[] prefix) {
    byte[] behind = Arrays.copyOf(prefix, prefix.length);
    behind[prefix.length - 1]++;
    return end(
        prefix,
        pending.headMap(behind, false).descendingMap(),
        entries -> entries.seekForPrev(behind),
        RocksIterator::prev);
  }

  /** The first key that begins with {@code prefix} as the writing thread has it. */
  Optional<byte[]> first(byte[] prefix) {
    return end(
        prefix,
        pending.tailMap(prefix, true),
        entries -> entries.seek(prefix),
        RocksIterator::next);
  }

  /**
   * Of the keys at one end, committed or not, the one that is furthest there.
   *
   * @param put what is put since the last commit, in the order from that end on
   */
  private Optional<byte[]> end(
      byte[] prefix,
      NavigableMap<byte[], byte[]> put,
      Consumer<RocksIterator> seek,
      Consumer<RocksIterator> step) {
    Optional<byte[]> found =
        put.entrySet().stream()
            .takeWhile(entry -> IndexKey.isIn(entry.getKey(), prefix))
            .filter(entry -> entry.getValue() != null)
            .map(Map.Entry::getKey)
            .findFirst();
    try (RocksIterator entries = db.newIterator(reading)) {
      seek.accept(entries);
      while (entries.isValid() && IndexKey.isIn(entries.key(), prefix)) {
        byte[] key = entries.key();
        if (!pending.containsKey(key)) {
          return found
              .filter(other -> put.comparator().compare(other, key) < 0)
              .or(() -> Optional.of(key));
        }
        step.accept(entries);
      }
    }
    return found;
  }

  /** Deletes everything, committed or not. */
  void clear() {
    rollback();
    try {
      db.deleteRange(new byte[0], new byte[] {(byte) 0xff});
    } catch (RocksDBException e) {
      throw failed(e);
    }
    put(FORM_KEY, new byte[] {FORM});
    commit();
  }

  private static UncheckedIOException failed(RocksDBException e) {
    return new UncheckedIOException(
        "the index on disk fails: " + e.getMessage(), new IOException(e));
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        reading.close();
        writing.close();
        db.close();
        owned.forEach(RocksObject::close);
      }
    } finally {
      use.writeLock().unlock();
    }
  }
}
