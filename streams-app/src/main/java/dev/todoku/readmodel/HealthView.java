package dev.todoku.readmodel;

import dev.todoku.schema.ProviderHealth;
import dev.todoku.wire.HopKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The last hour, day, week or month of provider health in slots. It ends with the latest minute
 * that was seen, so that a replay of last year's logs shows last year. Safe for use by several
 * threads.
 */
public final class HealthView {
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  static final String OTHERS = "others";
  private static final Flow OTHER_FLOW = new Flow(OTHERS, OTHERS, OTHERS);

  private final ViewRange range;
  private final TreeMap<Long, Map<Flow, Sum>> slots = new TreeMap<>();
  private long newest;

  /** A view of the last day. */
  public HealthView() {
    this(ViewRange.DAY);
  }

  /** A view of a range. */
  public HealthView(ViewRange range) {
    this.range = range;
  }

  /**
   * Whose mail to whom.
   *
   * @param provider the receiving provider, or a filter or relay of the sending side
   * @param sourceIp the sending address
   * @param fromDomain the From domain
   */
  public record Flow(String provider, String sourceIp, String fromDomain) {
    /** Whether it leads to a filter or relay: the same mail goes on to a provider. */
    public boolean isHop() {
      return HopKey.isHop(provider);
    }
  }

  /**
   * Takes in a row.
   *
   * @return whose mail it counts as; the flow of the row where it is too old to be counted
   */
  public synchronized Flow add(ProviderHealth row) {
    newest = Math.max(newest, row.minute());
    long slot = Math.floorDiv(row.minute(), range.slotMs()) * range.slotMs();
    slots.headMap(begin(), false).clear();
    Flow whole = new Flow(row.provider(), row.sourceIp(), row.fromDomain());
    if (slot < begin()) {
      return whole;
    }
    Map<Flow, Sum> flows = slots.computeIfAbsent(slot, unused -> new HashMap<>());
    Flow flow = kept(flows, whole);
    flows.computeIfAbsent(flow, unused -> new Sum()).add(row);
    return flow;
  }

  private Flow kept(Map<Flow, Sum> flows, Flow flow) {
    if (flows.size() < range.flowsPerSlot() || flows.containsKey(flow)) {
      return flow;
    }
    Flow ofProvider = new Flow(flow.provider(), OTHERS, OTHERS);
    return flows.size() < range.mostPerSlot() || flows.containsKey(ofProvider)
        ? ofProvider
        : OTHER_FLOW;
  }

  /** How far back it goes, and in how fine slots. */
  public ViewRange range() {
    return range;
  }

  /** The latest minute that was seen, 0 when none was. */
  public synchronized long newest() {
    return newest;
  }

  /** Whose mail to whom there was in the range. */
  public synchronized Set<Flow> flows() {
    Set<Flow> flows = new HashSet<>();
    slots.values().forEach(slot -> flows.addAll(slot.keySet()));
    return flows;
  }

  /** When the first slot that is kept begins, 0 when none is. */
  public synchronized long begin() {
    return newest == 0 ? 0 : begin(newest);
  }

  private long begin(long newest) {
    long slot = range.slotMs();
    return Math.floorDiv(newest - range.lengthMs(), slot) * slot + slot;
  }

  /**
   * Figures of the range, those with the most mail first.
   *
   * @param by what to add up by, such as {@code Flow::provider}
   * @param which flows to add up
   */
  public synchronized List<Group> groups(Function<Flow, String> by, Predicate<Flow> which) {
    Map<String, TreeMap<Long, Sum>> bySlot = new HashMap<>();
    slots.forEach(
        (slot, flows) ->
            flows.forEach(
                (flow, sum) -> {
                  if (which.test(flow)) {
                    bySlot
                        .computeIfAbsent(by.apply(flow), unused -> new TreeMap<>())
                        .computeIfAbsent(slot, unused -> new Sum())
                        .add(sum);
                  }
                }));
    List<Group> groups = new ArrayList<>();
    bySlot.forEach((name, sums) -> groups.add(group(name, sums)));
    groups.sort(
        Comparator.comparingLong((Group group) -> group.total().ended() + group.total().deferred())
            .reversed()
            .thenComparing(Group::name));
    return groups;
  }

  /**
   * What some flows come to in the slots of a span of time.
   *
   * @param from the first moment
   * @param to the last moment
   */
  public synchronized Sum sum(Predicate<Flow> which, long from, long to) {
    Sum sum = new Sum();
    long first = Math.floorDiv(from, range.slotMs()) * range.slotMs();
    slots
        .subMap(first, true, to, true)
        .values()
        .forEach(
            flows ->
                flows.forEach(
                    (flow, known) -> {
                      if (which.test(flow)) {
                        sum.add(known);
                      }
                    }));
    return sum;
  }

  private Group group(String name, NavigableMap<Long, Sum> sums) {
    Sum total = new Sum();
    sums.values().forEach(total::add);
    Sum hour = new Sum();
    sums.tailMap(newest - HOUR_MS, false).values().forEach(hour::add);
    return new Group(
        name,
        total,
        hour,
        sums.entrySet().stream()
            .map(entry -> new Group.Slot(entry.getKey(), entry.getValue()))
            .toList());
  }
}
