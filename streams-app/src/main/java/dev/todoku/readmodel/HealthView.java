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
 * The last day of provider health in slots of ten minutes. The day ends with the latest minute that
 * was seen, so that a replay of last year's logs shows last year. Safe for use by several threads.
 */
public final class HealthView {
  public static final long SLOT_MS = Duration.ofMinutes(10).toMillis();
  static final long DAY_MS = Duration.ofDays(1).toMillis();
  static final long HOUR_MS = Duration.ofHours(1).toMillis();

  /**
   * What a slot holds of combinations, some 400 bytes each; further ones are added up by provider
   * alone.
   */
  static final int FLOWS_PER_SLOT = 1_000;

  /** With providers alone so many; further ones are added up as {@link #OTHERS}. */
  static final int MOST_PER_SLOT = 1_500;

  static final String OTHERS = "others";
  private static final Flow OTHER_FLOW = new Flow(OTHERS, OTHERS, OTHERS);

  private final TreeMap<Long, Map<Flow, Sum>> slots = new TreeMap<>();
  private long newest;

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

  /** Takes in a row. */
  public synchronized void add(ProviderHealth row) {
    newest = Math.max(newest, row.minute());
    long slot = Math.floorDiv(row.minute(), SLOT_MS) * SLOT_MS;
    slots.headMap(begin(), false).clear();
    if (slot < begin()) {
      return;
    }
    Map<Flow, Sum> flows = slots.computeIfAbsent(slot, unused -> new HashMap<>());
    Flow flow = new Flow(row.provider(), row.sourceIp(), row.fromDomain());
    flows.computeIfAbsent(kept(flows, flow), unused -> new Sum()).add(row);
  }

  private static Flow kept(Map<Flow, Sum> flows, Flow flow) {
    if (flows.size() < FLOWS_PER_SLOT || flows.containsKey(flow)) {
      return flow;
    }
    Flow ofProvider = new Flow(flow.provider(), OTHERS, OTHERS);
    return flows.size() < MOST_PER_SLOT || flows.containsKey(ofProvider) ? ofProvider : OTHER_FLOW;
  }

  /** The latest minute that was seen, 0 when none was. */
  public synchronized long newest() {
    return newest;
  }

  /** Whose mail to whom there was in the day. */
  public synchronized Set<Flow> flows() {
    Set<Flow> flows = new HashSet<>();
    slots.values().forEach(slot -> flows.addAll(slot.keySet()));
    return flows;
  }

  /** When the first slot that is kept begins, 0 when none is. */
  public synchronized long begin() {
    return newest == 0 ? 0 : begin(newest);
  }

  private static long begin(long newest) {
    return Math.floorDiv(newest - DAY_MS, SLOT_MS) * SLOT_MS + SLOT_MS;
  }

  /**
   * Figures of the day, those with the most mail first.
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
        Comparator.comparingLong((Group group) -> group.day().ended() + group.day().deferred())
            .reversed()
            .thenComparing(Group::name));
    return groups;
  }

  private Group group(String name, NavigableMap<Long, Sum> sums) {
    Sum day = new Sum();
    sums.values().forEach(day::add);
    Sum hour = new Sum();
    sums.tailMap(newest - HOUR_MS, false).values().forEach(hour::add);
    return new Group(
        name,
        day,
        hour,
        sums.entrySet().stream()
            .map(entry -> new Group.Slot(entry.getKey(), entry.getValue()))
            .toList());
  }
}
