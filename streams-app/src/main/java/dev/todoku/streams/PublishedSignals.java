package dev.todoku.streams;

import dev.todoku.binary.SmileForm;
import dev.todoku.schema.Signal;
import dev.todoku.schema.Topics;
import dev.todoku.wire.ScopeKey;
import dev.todoku.wire.SuppressionExemption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * The signals and exemptions that were published of each subject within the late window. A subject
 * that is judged anew is recorded silently; what differs from before is published then: signals
 * that do not hold any more are withdrawn, others that are new are emitted, equal ones are not
 * repeated. An exemption that does not hold any more is ended where it began.
 *
 * <p>Not thread-safe.
 */
public final class PublishedSignals {
  private static final SmileForm<Signal> FORM = new SmileForm<>(Signal.class);
  private static final String SIGNAL = "s";
  private static final String AMNESTY = "a";

  private final BeforeImages.Revertible store;
  private final Invariants invariants;
  private final Consumer<Signal> signals;
  private final Consumer<SuppressionExemption> exemptions;
  private String subject = "";
  private boolean isSilent;

  public PublishedSignals(
      BeforeImages.Revertible store,
      Invariants invariants,
      Consumer<Signal> signals,
      Consumer<SuppressionExemption> exemptions) {
    this.store = store;
    this.invariants = invariants;
    this.signals = signals;
    this.exemptions = exemptions;
  }

  /** Those of a stage that lets no provider's word go unbelieved. */
  public static PublishedSignals of(
      ProcessorContext<Object, Object> context,
      String stage,
      BeforeImages.Revertible store,
      PipelineMetrics metrics) {
    TypedSink<String, Signal> signals =
        new TypedSink<>(context, Names.sink(stage, Topics.SIGNALS.name()));
    return new PublishedSignals(
        store,
        new Invariants(stage, metrics),
        signal -> signals.send(signal.subject(), signal, signal.time()),
        exemption -> {});
  }

  /** What is published from now on is about {@code about}. */
  public void at(String about) {
    subject = about;
  }

  /** Publishes a signal. */
  public void signal(Signal made) {
    Signal signal = invariants.checked(made);
    store.put(PrefixedKey.of(subject, nameOf(signal)), FORM.encode(signal));
    if (!isSilent) {
      signals.accept(signal);
    }
  }

  /** Publishes an exemption. */
  public void exemption(SuppressionExemption exemption) {
    store.put(PrefixedKey.of(subject, AMNESTY + exemption.scope().key()), exemption.encode());
    if (!isSilent) {
      exemptions.accept(exemption);
    }
  }

  /** Runs what puts a subject back and judges it anew, and publishes what differs. */
  public void anew(String about, Runnable judging) {
    SortedMap<String, byte[]> before = of(about);
    isSilent = true;
    try {
      judging.run();
    } finally {
      isSilent = false;
    }
    SortedMap<String, byte[]> after = of(about);
    List<Signal> withdrawn = new ArrayList<>();
    List<Signal> emitted = new ArrayList<>();
    difference(before, after).forEach((name, bytes) -> takeBack(name, bytes, after, withdrawn));
    difference(after, before).forEach((name, bytes) -> publish(name, bytes, emitted));
    withdrawn.forEach(signals);
    emitted.forEach(signals);
  }

  private void takeBack(
      String name, byte[] bytes, SortedMap<String, byte[]> after, List<Signal> withdrawn) {
    if (name.startsWith(SIGNAL)) {
      withdrawn.add(withdrawn(FORM.decode(bytes)));
    } else if (!after.containsKey(name)) {
      SuppressionExemption exemption = SuppressionExemption.decode(bytes);
      exemptions.accept(
          new SuppressionExemption(
              exemption.scope(), exemption.from(), exemption.time(), exemption.from()));
    }
  }

  private void publish(String name, byte[] bytes, List<Signal> emitted) {
    if (name.startsWith(SIGNAL)) {
      emitted.add(FORM.decode(bytes));
    } else {
      exemptions.accept(SuppressionExemption.decode(bytes));
    }
  }

  /** Forgets signals from before {@code time}, of all subjects; exemptions that ended before it. */
  public void forget(long time) {
    List<String> old = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, byte[]> entry = all.next();
        String name = entry.key.substring(entry.key.indexOf(PrefixedKey.SEPARATOR) + 1);
        boolean isOld =
            name.startsWith(SIGNAL)
                ? FORM.decode(entry.value).time() < time
                : SuppressionExemption.decode(entry.value).until() < time;
        if (isOld) {
          old.add(entry.key);
        }
      }
    }
    old.forEach(store::forget);
  }

  private SortedMap<String, byte[]> of(String about) {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    store.of(about).forEach(entry -> entries.put(PrefixedKey.entry(about, entry.key), entry.value));
    return entries;
  }

  /** What is in the first and not, or not the same, in the second. */
  private static SortedMap<String, byte[]> difference(
      SortedMap<String, byte[]> first, SortedMap<String, byte[]> second) {
    SortedMap<String, byte[]> difference = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : first.entrySet()) {
      if (!Arrays.equals(entry.getValue(), second.get(entry.getKey()))) {
        difference.put(entry.getKey(), entry.getValue());
      }
    }
    return difference;
  }

  private static Signal withdrawn(Signal signal) {
    return new Signal(
        signal.scope(),
        Signal.State.WITHDRAWN,
        signal.cause(),
        signal.severity(),
        signal.onset(),
        signal.time(),
        signal.evidence());
  }

  /** By time, then by what it is about: at most one signal of a time, scope, kind and state. */
  private static String nameOf(Signal signal) {
    return SIGNAL
        + String.format("%015d", signal.time())
        + '|'
        + ScopeKey.of(signal.scope())
        + '|'
        + signal.evidence().failureType()
        + '|'
        + signal.cause()
        + '|'
        + signal.state();
  }
}
