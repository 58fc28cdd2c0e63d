package dev.todoku.incidents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * What the incidents of one subject follow from: the signals of the last {@link #KEPT_MS}, in
 * {@link SignalOrder}, on top of what earlier ones came to; and what has been published of them.
 *
 * @param base the incidents as of the signals that have left the log
 * @param baseTime event time of the last signal that has left the log, 0 while none has
 * @param latest event time of the latest signal or record of activity
 * @param signals in {@link SignalOrder}
 * @param listings what blocklists said in the same time
 * @param published of each incident the last revision
 * @param isPending whether a signal was withdrawn since what was published: what replaces it is on
 *     its way, and is waited for
 * @param heldUntil event time from which on something that is held back may be published, 0 when
 *     nothing is
 */
public record SubjectLog(
    SubjectIncidents base,
    long baseTime,
    long latest,
    List<Signal> signals,
    List<ListingRun> listings,
    List<PublishedIncident> published,
    boolean isPending,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) long heldUntil) {

  /**
   * How long signals are kept. What fires again within a day is the same incident, so one that is
   * withdrawn may change an incident that began a day earlier; late minutes are judged anew for two
   * hours.
   */
  public static final long KEPT_MS = IncidentFold.REOPENS_MS + 2 * 60 * 60_000L;

  /** Characters of all kept signals: with three bytes each it still fits in a record of Kafka. */
  static final int MOST_CHARACTERS = 200_000;

  /** Names and figures of a signal without its examples. */
  private static final int CHARACTERS_OF_FIGURES = 400;

  /** Nothing known. */
  public static final SubjectLog EMPTY =
      new SubjectLog(SubjectIncidents.EMPTY, 0, 0, List.of(), List.of(), List.of(), false, 0);

  public SubjectLog {
    base = base == null ? SubjectIncidents.EMPTY : base;
    signals = signals == null ? List.of() : List.copyOf(signals);
    listings = listings == null ? List.of() : List.copyOf(listings);
    published = published == null ? List.of() : List.copyOf(published);
  }

  /** The incidents that follow from all signals. */
  SubjectIncidents fold() {
    SubjectIncidents incidents = base;
    for (Signal signal : inOrder()) {
      incidents = IncidentFold.fold(incidents, signal);
    }
    return incidents;
  }

  private List<Signal> inOrder() {
    if (listings.isEmpty()) {
      return signals;
    }
    return Stream.concat(signals.stream(), listings.stream().map(Listings::signal))
        .sorted(SignalOrder.TOTAL)
        .toList();
  }

  /** Whether what happened at {@code time} can no longer be put in its place. */
  boolean isTooLate(long time) {
    return time < baseTime || time < latest - KEPT_MS;
  }

  /**
   * This log with one more signal. One that comes twice is kept once; of two that differ only in
   * their figures, the one that counts more.
   */
  SubjectLog with(Signal signal) {
    if (isTooLate(signal.time())) {
      SubjectIncidents late = IncidentFold.fold(base, signal);
      return new SubjectLog(
          late, baseTime, latest, signals, listings, published, isPending, heldUntil);
    }
    List<Signal> next = new ArrayList<>(signals);
    next.removeIf(other -> SignalOrder.isSame(other, signal));
    next.add(
        signals.stream()
            .filter(other -> SignalOrder.isSame(other, signal))
            .reduce(signal, BinaryOperator.maxBy(SignalOrder.FIGURES)));
    next.sort(SignalOrder.TOTAL);
    return new SubjectLog(
        base,
        baseTime,
        Math.max(latest, signal.time()),
        next,
        listings,
        published,
        isPending,
        heldUntil);
  }

  /** This log without the signals that {@code withdrawal} takes back. */
  SubjectLog without(Signal withdrawal) {
    List<Signal> next = new ArrayList<>(signals);
    next.removeIf(signal -> SignalOrder.isOfSameMinute(signal, withdrawal));
    return new SubjectLog(base, baseTime, latest, next, listings, published, true, heldUntil);
  }

  /** Whether there is a signal that {@code withdrawal} takes back. */
  boolean has(Signal withdrawal) {
    return signals.stream().anyMatch(signal -> SignalOrder.isOfSameMinute(signal, withdrawal));
  }

  /** This log with what a record of activity says; itself when that is known. */
  SubjectLog with(ListingRun seen) {
    List<ListingRun> next = isTooLate(seen.from()) ? listings : ListingRun.with(listings, seen);
    return next.equals(listings)
        ? this
        : new SubjectLog(
            base,
            baseTime,
            Math.max(latest, seen.to()),
            signals,
            next,
            published,
            isPending,
            heldUntil);
  }

  /**
   * This log after {@code now} has been published.
   *
   * @param heldUntil event time from which on more may be, 0 when nothing is held back
   */
  SubjectLog published(List<PublishedIncident> now, long heldUntil) {
    return new SubjectLog(base, baseTime, latest, signals, listings, now, false, heldUntil);
  }

  /** What ended before this time can neither be opened again nor withdrawn. */
  long forgottenBefore() {
    return Math.max(latest - KEPT_MS, baseTime + 1) - IncidentFold.REOPENS_MS;
  }

  /** How many signals must leave the log because of their size, though not of their age. */
  int overflow() {
    int excess = -MOST_CHARACTERS;
    for (Signal signal : signals) {
      excess += characters(signal);
    }
    int leaving = 0;
    while (excess > 0 && leaving < signals.size()) {
      excess -= characters(signals.get(leaving));
      leaving++;
    }
    return leaving;
  }

  private static int characters(Signal signal) {
    int sum = CHARACTERS_OF_FIGURES;
    for (Evidence.Indication finding : signal.evidence().findings()) {
      sum += finding.id().length() + (finding.value() == null ? 0 : finding.value().length());
    }
    for (Evidence.Sample sample : signal.evidence().samples()) {
      sum += sample.messageId().length() + sample.recipient().length();
      String text = sample.reply() == null ? null : sample.reply().text();
      sum += text == null ? 0 : text.length();
    }
    return sum;
  }

  /**
   * This log with what is older than {@link #KEPT_MS} folded into its base, and the first {@code
   * overflow} signals besides. What ended so long ago that nothing in the log can open it again is
   * forgotten.
   */
  SubjectLog trimmed(int overflow) {
    long tooMany = overflow == 0 ? 0 : signals.get(overflow - 1).time() + 1;
    long until = Math.max(latest - KEPT_MS, tooMany);
    List<Signal> all = inOrder();
    boolean isOld = !all.isEmpty() && all.get(0).time() < until;
    if (!isOld) {
      return this;
    }
    SubjectIncidents incidents = base;
    long last = baseTime;
    for (Signal signal : all) {
      if (signal.time() < until) {
        incidents = IncidentFold.fold(incidents, signal);
        last = signal.time();
      }
    }
    return new SubjectLog(
        incidents.since(until - IncidentFold.REOPENS_MS),
        last,
        latest,
        signals.stream().filter(signal -> signal.time() >= until).toList(),
        listings.stream().filter(run -> run.from() >= until).toList(),
        published,
        isPending,
        heldUntil);
  }
}
