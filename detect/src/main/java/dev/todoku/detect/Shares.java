package dev.todoku.detect;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Failures since the onset by part of a stream. The first {@value #KEPT} parts have a name, the
 * rest is one. Not thread-safe.
 */
final class Shares {
  private static final int KEPT = 24;
  private static final String REST = "…";

  /** So many failures are no accident. */
  private static final int SOME = 3;

  /** So much of the mail is more than what passed before it began to fail. */
  private static final double MUCH = .2;

  /** So much is, where a single part fails: the next mail of another will show it. */
  private static final double MUCH_BESIDE_ONE = .1;

  private final SortedMap<String, Share> parts = new TreeMap<>();

  void add(Map<String, Figures> minute, Counting counting) {
    minute.forEach(
        (part, figures) -> add(part, counting.trials(figures), counting.failures(figures)));
  }

  private void add(String part, int n, int f) {
    if (n > 0 || f > 0) {
      String name = parts.size() < KEPT || parts.containsKey(part) ? part : REST;
      parts.merge(name, new Share(n, f), Share::plus);
    }
  }

  /** Adds the parts of {@code others}. */
  void add(Shares others) {
    others.parts.forEach((part, share) -> parts.merge(part, share, Share::plus));
  }

  int size() {
    return parts.size();
  }

  SortedMap<String, Share> all() {
    return parts;
  }

  /** The highest failure rate among parts with some failures. */
  private double worst() {
    return parts.values().stream()
        .filter(share -> share.failures() >= SOME)
        .mapToDouble(Share::rate)
        .max()
        .orElse(0);
  }

  /** Whether some parts fail while others, surely do not. */
  boolean arePartial(double baseline) {
    double worst = worst();
    return worst > 0
        && parts.values().stream().anyMatch(share -> share.isNormal(baseline, worst / 2));
  }

  /** Whether what is beside the part with most of the failures surely fails, too. */
  boolean isRestFailing(double baseline) {
    return total().minus(of(dominant())).isFailing(baseline, worst() / 2);
  }

  /** Whether much of it is of parts that may be spared, too little of each to be sure. */
  boolean mayBePartial(double baseline) {
    double suspected = worst() / 2;
    long spared =
        parts.values().stream()
            .filter(share -> share.isRatherNormal(baseline, suspected))
            .mapToLong(Share::trials)
            .sum();
    long failing = parts.values().stream().filter(share -> share.failures() > 0).count();
    double much = failing == 1 ? MUCH_BESIDE_ONE : MUCH;
    return suspected > 0 && spared >= much * total().trials();
  }

  /** Whether a part fails like the worst. */
  boolean isFailing(String part) {
    Share share = of(part);
    return share.failures() >= SOME && share.rate() >= worst() / 3;
  }

  /** The part with most of the failures, null when there are none. */
  @Nullable String dominant() {
    return parts.entrySet().stream()
        .filter(part -> part.getValue().failures() > 0)
        .max(Map.Entry.comparingByValue((a, b) -> Long.compare(a.failures(), b.failures())))
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  Share of(@Nullable String part) {
    return part == null ? Share.NONE : parts.getOrDefault(part, Share.NONE);
  }

  /** The same by what {@code name} makes of the parts' names. */
  Shares by(UnaryOperator<String> name) {
    Shares joined = new Shares();
    parts.forEach((part, share) -> joined.parts.merge(name.apply(part), share, Share::plus));
    return joined;
  }

  /** Of batches: those that are no campaigns, together. */
  Share ofSingleMails() {
    return parts.entrySet().stream()
        .filter(part -> Batch.isOfSingleMails(part.getKey()))
        .map(Map.Entry::getValue)
        .reduce(Share.NONE, Share::plus);
  }

  Share total() {
    return parts.values().stream().reduce(Share.NONE, Share::plus);
  }

  void writeTo(BinaryWriter out) {
    out.writeVarLong(parts.size());
    parts.forEach(
        (part, share) ->
            out.writeString(part).writeVarLong(share.trials()).writeVarLong(share.failures()));
  }

  static Shares readFrom(BinaryReader in) {
    Shares shares = new Shares();
    int size = in.readVarInt();
    for (int i = 0; i < size; i++) {
      shares.parts.put(in.readString(), new Share(in.readVarLong(), in.readVarLong()));
    }
    return shares;
  }
}
