package dev.todoku.dns.fact;

import dev.todoku.binary.SmileForm;
import dev.todoku.schema.DnsFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was known under one key, and since when: its changes only, of which the latest are kept.
 *
 * <p>A fact holds from a minute after the DNS answered. By then it has reached everybody, and who
 * decides on an event of that time, now or in a replay a week later, decides on the same fact. What
 * was answered later than the event plays no part.
 *
 * @param versions oldest first, of each the time since when it is so
 */
public record FactHistory(List<DnsFact> versions) {
  /** Nothing known. */
  public static final FactHistory NONE = new FactHistory(List.of());

  /** Until a fact has reached whoever decides, in milliseconds. */
  public static final long SETTLING_MS = 60_000;

  private static final int MOST = 16;
  private static final SmileForm<FactHistory> FORM = new SmileForm<>(FactHistory.class);

  public FactHistory {
    versions = List.copyOf(versions);
  }

  /** This history with one more fact, whose time may be earlier than others'. */
  public FactHistory with(DnsFact fact) {
    List<DnsFact> sorted = new ArrayList<>(versions);
    sorted.add(fact);
    sorted.sort(Comparator.comparingLong(DnsFact::time));
    List<DnsFact> changes = new ArrayList<>();
    for (DnsFact next : sorted) {
      if (changes.isEmpty() || !DecisiveFact.isSame(changes.get(changes.size() - 1), next)) {
        changes.add(next);
      }
    }
    return new FactHistory(changes.subList(Math.max(0, changes.size() - MOST), changes.size()));
  }

  /**
   * The fact that holds for an event.
   *
   * @param time of the event
   */
  public Optional<DnsFact> at(long time) {
    return versions.stream()
        .filter(fact -> fact.time() + SETTLING_MS <= time)
        .reduce((earlier, later) -> later);
  }

  /** The binary form, which {@link #decode} reads. */
  public byte[] encode() {
    return FORM.encode(this);
  }

  /** Reads what {@link #encode} wrote. */
  public static FactHistory decode(byte[] bytes) {
    return FORM.decode(bytes);
  }
}
