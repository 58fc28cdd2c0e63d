package dev.todoku.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks again and again whether Kafka answers and whether all topics are still those that were
 * there at the start. Kafka Streams itself goes on as RUNNING while all brokers are away, and
 * writes to what a broker has made anew in the place of a deleted topic.
 */
public final class ClusterWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);

  /** Settings and clocks change seldom, and settings are long to list. */
  private static final int LOOKS_A_CLOSE_LOOK = 4;

  /** Less is that of machines whose clocks nobody has set in common. */
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

  private static final long MILLIS = 1_000;

  /** Together with a pause of a second, trouble is seen within five seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Admin admin;
  private final Set<String> required;
  private final LimitsWatch limits;
  private final Predicate<String> alsoOurs;
  private final Duration pause;
  private final Map<String, TopicIdentity> known = new HashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "todoku-cluster-watch");
  private Map<String, String> limited = Map.of();
  private volatile OptionalLong clockAhead = OptionalLong.empty();
  private int looks;
  private volatile List<String> problems = List.of();
  private volatile Set<String> damaged = Set.of();
  private volatile Consumer<Set<String>> listener = unused -> {};
  private volatile boolean answers = true;

  private ClusterWatch(
      Admin admin, TopicSetup required, Predicate<String> alsoOurs, Duration pause) {
    this.pause = pause;
    this.admin = admin;
    this.required = Set.copyOf(required.names());
    this.limits = new LimitsWatch(admin, required);
    this.alsoOurs = alsoOurs;
  }

  /**
   * Starts to look.
   *
   * @param admin is closed with this
   * @param required the topics that must be there
   * @param alsoOurs which others must stay there once they are, such as those of stores, which are
   *     made later
   * @param pause between two looks, each of which lists all topics
   */
  public static ClusterWatch start(
      Admin admin, TopicSetup required, Predicate<String> alsoOurs, Duration pause) {
    ClusterWatch watch = new ClusterWatch(admin, required, alsoOurs, pause);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  /** What is wrong now, each in a phrase for a person. */
  public List<String> problems() {
    return problems;
  }

  /** Topics that are gone, were made anew or changed, or have no leader. */
  public Set<String> damaged() {
    return damaged;
  }

  /** Calls {@code listener} with {@link #damaged} whenever it has changed. */
  public void onChange(Consumer<Set<String>> listener) {
    this.listener = listener;
  }

  /**
   * By how many milliseconds the clock of this machine is ahead of that of Kafka's controller,
   * negative when it is behind; empty when Kafka does not say.
   */
  public OptionalLong clockAhead() {
    return clockAhead;
  }

  /**
   * The time, epoch milliseconds: that of the later of both clocks, so that mail of now is no mail
   * of the future to a machine whose clock is behind.
   */
  public long now() {
    return System.currentTimeMillis() + Math.max(0, -clockAhead.orElse(0));
  }

  /** Whether Kafka answered the last time. */
  public boolean answers() {
    return answers;
  }

  @Override
  public void close() {
    stop.countDown();
    // Ends a question that is under way.
    admin.close(Duration.ZERO);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      do {
        look();
      } while (!stop.await(pause.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() throws InterruptedException {
    Map<String, String> wrong = new TreeMap<>();
    String silence = null;
    try {
      lookAt(wrong);
    } catch (TimeoutException e) {
      silence = "Kafka does not answer";
    } catch (ExecutionException | RuntimeException e) {
      Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
      silence =
          cause instanceof org.apache.kafka.common.errors.TimeoutException
              ? "Kafka does not answer"
              : "Kafka cannot be asked: " + cause;
    }
    publish(wrong, silence);
  }

  private void lookAt(Map<String, String> wrong)
      throws InterruptedException, ExecutionException, TimeoutException {
    int patience = (int) PATIENCE.toMillis();
    Set<String> names = new TreeSet<>(required);
    names.addAll(known.keySet());
    admin
        .listTopics(new ListTopicsOptions().timeoutMs(patience))
        .names()
        .get(patience, TimeUnit.MILLISECONDS)
        .stream()
        .filter(alsoOurs)
        .forEach(names::add);
    DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs(patience);
    for (Map.Entry<String, KafkaFuture<TopicDescription>> asked :
        admin.describeTopics(names, options).topicNameValues().entrySet()) {
      String topic = asked.getKey();
      try {
        TopicDescription now = asked.getValue().get(patience, TimeUnit.MILLISECONDS);
        TopicIdentity was = known.computeIfAbsent(topic, unused -> TopicIdentity.of(now));
        was.problem(now).ifPresent(problem -> wrong.put(topic, problem));
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        wrong.put(topic, "topic " + topic + " is gone");
      }
    }
    if (looks++ % LOOKS_A_CLOSE_LOOK == 0) {
      limited = limits.problems(names, patience);
      compareClocks(patience);
    }
    limited.forEach(wrong::putIfAbsent);
  }

  private void compareClocks(int patience)
      throws InterruptedException, ExecutionException, TimeoutException {
    boolean differed = doClocksDiffer();
    clockAhead = BrokerClock.ahead(admin, patience);
    if (doClocksDiffer() && !differed) {
      LOG.warn(
          "the clock of this machine is {} s {} that of Kafka's controller: set the wrong one right",
          Math.abs(clockAhead.getAsLong()) / MILLIS,
          clockAhead.getAsLong() > 0 ? "ahead of" : "behind");
    }
  }

  private boolean doClocksDiffer() {
    return Math.abs(clockAhead.orElse(0)) > CLOCKS_DIFFER.toMillis();
  }

  private void publish(Map<String, String> wrong, @Nullable String silence) {
    List<String> now = new ArrayList<>();
    if (silence == null) {
      now.addAll(wrong.values());
      Set<String> before = damaged;
      damaged = Set.copyOf(wrong.keySet());
      if (!before.equals(damaged)) {
        listener.accept(damaged);
      }
    } else {
      now.add(silence);
    }
    if (stop.getCount() > 0 && !now.equals(problems)) {
      if (now.isEmpty()) {
        LOG.info("Kafka answers, and all topics are as they should be");
      } else {
        LOG.error("{}", String.join("; ", now));
      }
    }
    answers = silence == null;
    problems = List.copyOf(now);
  }
}
