package dev.todoku.senders;

import dev.todoku.schema.Severity;
import dev.todoku.wire.SenderMinute;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One day of one sender.
 *
 * @param start start of the day, event time
 * @param accepted messages accepted and not bounced since
 * @param failed messages bounced or expired that speak of the sender's lists
 * @param returned of these, mail that had been accepted before this day
 * @param complaints complaints
 * @param bounceWarning how the bounce rate was called, null while it was not
 * @param complaintWarning how the complaint rate was called, null while it was not
 * @param bounceBar what the bounce rate has to pass to be called anew: {@code bounceWarning}, or
 *     less when an incident explained failures that had led to it; null for any threshold
 * @param batches what counted against the sender, by campaign or mail stream; of more than {@value
 *     #BATCHES_KEPT}, those that come first by name
 */
public record SenderDay(
    long start,
    long accepted,
    long failed,
    long returned,
    long complaints,
    @Nullable Severity bounceWarning,
    @Nullable Severity complaintWarning,
    @Nullable Severity bounceBar,
    SortedMap<String, BatchDay> batches) {
  private static final int BATCHES_KEPT = 64;

  /** So much of it is of one campaign, and it is worth a name. */
  private static final double MOST = .5;

  public SenderDay {
    batches = batches == null ? new TreeMap<>() : batches;
  }

  static SenderDay starting(long start) {
    return new SenderDay(start, 0, 0, 0, 0, null, null, null, new TreeMap<>());
  }

  /**
   * This day with one more minute.
   *
   * @param explained unknown recipients that are left out
   */
  SenderDay plus(SenderMinute minute, ExplainedUnknown explained) {
    SortedMap<String, BatchDay> sum = new TreeMap<>(batches);
    ListFailures.byBatch(minute, explained)
        .forEach((batch, counts) -> sum.merge(batch, counts, BatchDay::plus));
    while (sum.size() > BATCHES_KEPT) {
      sum.remove(sum.lastKey());
    }
    long more = ListFailures.of(minute, explained);
    return new SenderDay(
        start,
        accepted + minute.accepted(),
        failed + more,
        returned + ListFailures.ofBefore(start, minute, more),
        complaints + minute.complaints(),
        bounceWarning,
        complaintWarning,
        bounceBar,
        sum);
  }

  /**
   * This day without failures that were counted before an incident explained them.
   *
   * @param failures how many by campaign or mail stream, as far as they were of this day
   */
  SenderDay without(Map<String, Long> failures) {
    SortedMap<String, BatchDay> rest = new TreeMap<>(batches);
    long out = 0;
    for (Map.Entry<String, Long> of : failures.entrySet()) {
      BatchDay known = rest.get(of.getKey());
      if (known != null) {
        long some = Math.min(of.getValue(), Math.min(known.failed(), failed - out));
        rest.put(of.getKey(), new BatchDay(known.failed() - some, known.complaints()));
        out += some;
      }
    }
    return new SenderDay(
        start,
        accepted,
        failed - out,
        Math.min(returned, failed - out),
        complaints,
        bounceWarning,
        complaintWarning,
        bounceBar,
        rest);
  }

  /** This day without what came back of the mail of days before. */
  SenderDay ofItsOwnMail() {
    return withReturned(-ofBefore(), batches);
  }

  /** This day's own mail, with what came back of it on the next. */
  SenderDay withReturnedOn(SenderDay next) {
    SortedMap<String, BatchDay> both = new TreeMap<>(batches);
    next.batches.forEach((batch, counts) -> both.merge(batch, counts, BatchDay::plus));
    return withReturned(next.ofBefore() - ofBefore(), both);
  }

  private long ofBefore() {
    return Math.max(0, Math.min(returned, failed));
  }

  private SenderDay withReturned(long more, SortedMap<String, BatchDay> of) {
    return new SenderDay(
        start,
        accepted - more,
        failed + more,
        0,
        complaints,
        bounceWarning,
        complaintWarning,
        bounceBar,
        of);
  }

  /**
   * The campaign or mail stream that most of {@code total} is of.
   *
   * @param figure failures or complaints
   */
  Optional<String> worst(ToLongFunction<BatchDay> figure, long total) {
    return batches.entrySet().stream()
        .max(Comparator.comparingLong(batch -> figure.applyAsLong(batch.getValue())))
        .filter(batch -> figure.applyAsLong(batch.getValue()) > MOST * total)
        .map(Map.Entry::getKey);
  }

  /** Whether one of its rates is an incident. */
  boolean isWarned() {
    return bounceWarning != null || complaintWarning != null;
  }

  SenderDay warned(@Nullable Severity bounce, @Nullable Severity complaint) {
    return new SenderDay(
        start, accepted, failed, returned, complaints, bounce, complaint, bounceBar, batches);
  }

  SenderDay withBounceBar(@Nullable Severity bar) {
    return new SenderDay(
        start,
        accepted,
        failed,
        returned,
        complaints,
        bounceWarning,
        complaintWarning,
        bar,
        batches);
  }

  /**
   * Messages of which the end is known. Mail that was accepted the day before and comes back today
   * fails today and was not accepted today: it is one message, not none.
   */
  long messages() {
    return Math.max(accepted + failed, Math.max(failed, complaints));
  }
}
