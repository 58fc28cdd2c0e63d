package dev.todoku.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/**
 * The stores of one name that this instance's tasks have, one for each partition.
 *
 * <p>To find one, Kafka Streams lists the tasks of all threads; the store that it hands out by
 * itself does so for every key, which costs more than the key. Here the task's own store is found
 * once a second. One that is closed meanwhile, because its task has moved, says so when it is read.
 */
public final class TaskStores<S> {
  /** A task that becomes a mere copy keeps its store open: it must not be taken for more long. */
  private static final long KNOWN_NANOS = Duration.ofSeconds(1).toNanos();

  /** Records that a copy may be behind, and one of how many. */
  private static final int LARGEST_LAG = 1_000;

  private static final int LARGEST_SHARE = 100;

  private final KafkaStreams streams;
  private final String name;
  private final QueryableStoreType<S> type;
  private final Map<Integer, Found<S>> found = new ConcurrentHashMap<>();

  private record Found<S>(S store, long at) {
    boolean isRecent() {
      return System.nanoTime() - at < KNOWN_NANOS;
    }
  }

  public TaskStores(KafkaStreams streams, String name, QueryableStoreType<S> type) {
    this.streams = streams;
    this.name = name;
    this.type = new OfOneTask<>(type);
  }

  /**
   * What the store of a partition answers.
   *
   * @throws InvalidStateStoreException while this instance does not have it
   */
  public <A> A ask(int partition, Function<S, A> question) {
    Found<S> known = found.get(partition);
    if (known != null && known.isRecent()) {
      try {
        return question.apply(known.store());
      } catch (InvalidStateStoreException closed) {
        found.remove(partition, known);
      }
    }
    return question.apply(find(partition));
  }

  private S find(int partition) {
    StoreQueryParameters<S> query =
        StoreQueryParameters.fromNameAndType(name, type).withPartition(partition);
    try {
      S store = streams.store(query);
      found.put(partition, new Found<>(store, System.nanoTime()));
      return store;
    } catch (InvalidStateStoreException notActive) {
      // A copy that is nearly up to date is better than no answer after a crash; one that is still
      // being filled would say that nothing is known.
      if (!isNearlyUpToDate(partition)) {
        throw notActive;
      }
      return streams.store(query.enableStaleStores());
    }
  }

  private boolean isNearlyUpToDate(int partition) {
    Map<Integer, LagInfo> lags = streams.allLocalStorePartitionLags().getOrDefault(name, Map.of());
    LagInfo lag = lags.get(partition);
    return lag != null && isNearlyUpToDate(lag.endOffsetPosition(), lag.offsetLag());
  }

  /**
   * Whether a copy can be trusted that is {@code lag} records behind the end of its changelog: a
   * copy of few records is never far behind, even while it is empty.
   */
  static boolean isNearlyUpToDate(long end, long lag) {
    return end > 0 && lag <= Math.min(LARGEST_LAG, end / LARGEST_SHARE);
  }

  /** The store itself, of the task that a query names by its partition. */
  private record OfOneTask<S>(QueryableStoreType<S> type) implements QueryableStoreType<S> {
    @Override
    public boolean accepts(StateStore store) {
      return type.accepts(store);
    }

    @Override
    public S create(StateStoreProvider tasks, String name) {
      return tasks.stores(name, this).get(0);
    }
  }
}
