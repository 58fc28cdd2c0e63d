package dev.todoku.providers;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.detect.Batch;
import dev.todoku.detect.Cohorts;
import dev.todoku.detect.Figure;
import dev.todoku.detect.Figures;
import dev.todoku.detect.SampleForm;
import dev.todoku.detect.Samples;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.wire.HourCounts;
import dev.todoku.wire.ProviderDelta;
import dev.todoku.wire.SenderMinute;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A row of provider health that is still being counted. */
public final class MinuteRow {
  private static final int VERSION = 7;

  /** Since this version it is remembered when returned mail had been accepted. */
  private static final int WITH_ACCEPTED_HOURS = 5;

  /** Since this version that is remembered of other failures, too. */
  private static final int WITH_RETURNED_FAILURES = 6;

  /** Since this version it is remembered how many failed whoever gets them. */
  private static final int WITH_OF_NO_RECIPIENT = 7;

  private static final int BATCHES_KEPT = 16;

  /** Why mail fails whoever gets it, on either side: a list that is cleaned fails as before. */
  private static final Set<Reason> OF_NO_RECIPIENT =
      EnumSet.of(
          Reason.EMAIL_TOO_LARGE,
          Reason.FAILED_STARTTLS,
          Reason.NOT_COMPLIANT_RFC,
          Reason.SYSTEM_ERROR,
          Reason.SYSTEM_FULL);

  private static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);
  private static final EnumCodes<FailureType> CHANNELS = EnumCodes.of(FailureType.class);

  private final String provider;
  private final String sourceIp;
  private final String fromDomain;
  private final long minute;
  private final SortedMap<Reason, Long> reasons = new TreeMap<>();
  private final Figures figures = new Figures();
  private final SortedMap<String, Figures> batches = new TreeMap<>();
  private final Map<FailureType, List<Evidence.Sample>> samples = new EnumMap<>(FailureType.class);

  /** Returned mail by the hour in which it had been accepted. */
  private final SortedMap<Long, Long> returned = new TreeMap<>();

  /** Other failures of mail that had been accepted, those that speak of the sender's lists. */
  private final SortedMap<Long, Long> returnedFailures = new TreeMap<>();

  private long accepted;
  private long deferred;
  private long bounced;
  private long expired;
  private long withdrawn;
  private long complaints;
  private long handedOn;
  private long discarded;

  /** Messages that failed whoever gets them, and for which nothing else counts. */
  private long ofNoRecipient;

  private MinuteRow(String provider, String sourceIp, String fromDomain, long minute) {
    this.provider = provider;
    this.sourceIp = sourceIp;
    this.fromDomain = fromDomain;
    this.minute = minute;
  }

  public static MinuteRow startingWith(ProviderDelta delta) {
    return new MinuteRow(
        delta.provider(), delta.sourceIp(), delta.fromDomain(), OpenMinutes.minuteOf(delta.time()));
  }

  /** Which row of its minute a delta belongs to. */
  public static String keyOf(ProviderDelta delta) {
    return delta.provider() + '|' + delta.sourceIp() + '|' + delta.fromDomain();
  }

  /** The provider in a {@link #keyOf} that. */
  static String providerIn(String key) {
    return key.substring(0, key.indexOf('|'));
  }

  long minute() {
    return minute;
  }

  String provider() {
    return provider;
  }

  String sourceIp() {
    return sourceIp;
  }

  String fromDomain() {
    return fromDomain;
  }

  Figures figures() {
    return figures;
  }

  /**
   * The same by batch. Beyond {@value #BATCHES_KEPT} batches the rest is one: the first by name are
   * kept, so that it does not matter in which order they came.
   */
  SortedMap<String, Figures> batches() {
    return batches;
  }

  /** The latest failures by channel, oldest first. */
  Map<FailureType, List<Evidence.Sample>> samples() {
    return samples;
  }

  /** Returned mail by the hour in which it had been accepted, counted since 1970. */
  SortedMap<Long, Long> returned() {
    return returned;
  }

  /**
   * Counts one more delta, which belongs to this row; one that is taken back is subtracted. What
   * was added before this row began may make it negative: rows of a minute add up.
   */
  public MinuteRow plus(ProviderDelta delta) {
    int one = delta.takenBack() ? -1 : 1;
    switch (delta.count()) {
      case ACCEPTED -> accepted += one;
      case DEFERRED -> deferred += one;
      case BOUNCED -> bounced += one;
      case EXPIRED -> expired += one;
      case HANDED_ON -> handedOn += one;
      case DISCARDED -> discarded += one;
      case NOTHING -> {}
    }
    withdrawn += delta.withdrawn() ? one : 0;
    complaints += delta.complaint() ? one : 0;
    addFigures(delta);
    ofNoRecipient += isOfNoRecipient(delta) ? one : 0;
    long failures = (long) one * listFailures(delta);
    if (delta.acceptedAt() != 0 && failures != 0) {
      returnedFailures.merge(
          Cohorts.hourOf(delta.acceptedAt()), failures, MinuteRow::sumUnlessNone);
    }
    if (delta.reason() != null) {
      reasons.merge(delta.reason(), (long) one, MinuteRow::sumUnlessNone);
    }
    if (delta.sample() != null) {
      addSample(delta);
    }
    return this;
  }

  private void addFigures(ProviderDelta delta) {
    if (delta.figures().isEmpty()) {
      return;
    }
    Figures more =
        delta.takenBack()
            ? new Figures().minus(delta.figures())
            : new Figures().plus(delta.figures());
    figures.plus(more);
    addToBatch(delta.batch(), more);
    if (delta.figures().contains(Figure.RETURNED)) {
      long acceptedAt = delta.acceptedAt() == 0 ? delta.time() : delta.acceptedAt();
      returned.merge(
          Cohorts.hourOf(acceptedAt), delta.takenBack() ? -1L : 1L, MinuteRow::sumUnlessNone);
    }
  }

  /** How many failures it adds that are neither for another cause nor our own doing. */
  private static int listFailures(ProviderDelta delta) {
    boolean speaksOfLists =
        isFailure(delta) && delta.reason() != Reason.SUPPRESSED && !isOfNoRecipient(delta);
    return (speaksOfLists ? 1 : 0) - (isOfAnotherCause(delta) ? 1 : 0);
  }

  private static boolean isOfNoRecipient(ProviderDelta delta) {
    return isFailure(delta)
        && delta.reason() != null
        && OF_NO_RECIPIENT.contains(delta.reason())
        && !isOfAnotherCause(delta);
  }

  private static boolean isFailure(ProviderDelta delta) {
    return delta.count() == ProviderDelta.Count.BOUNCED
        || delta.count() == ProviderDelta.Count.EXPIRED;
  }

  private static boolean isOfAnotherCause(ProviderDelta delta) {
    return delta.figures().stream().anyMatch(SenderMinute.NOT_OF_LISTS::contains);
  }

  private void addToBatch(String batch, Figures more) {
    boolean isKept =
        batches.size() < BATCHES_KEPT
            || batches.containsKey(batch)
            || batch.compareTo(batches.lastKey()) < 0;
    String name = isKept ? batch : Batch.NONE;
    Figures part = batches.computeIfAbsent(name, unused -> new Figures()).plus(more);
    if (part.isEmpty()) {
      batches.remove(name);
    }
    if (batches.size() > BATCHES_KEPT) {
      String last = batches.lastKey();
      Figures rest = batches.remove(last);
      if (rest != null) {
        batches.computeIfAbsent(Batch.NONE, unused -> new Figures()).plus(rest);
      }
    }
  }

  /** Adds what is of the same minute and three. */
  MinuteRow plus(MinuteRow other) {
    accepted += other.accepted;
    deferred += other.deferred;
    bounced += other.bounced;
    expired += other.expired;
    withdrawn += other.withdrawn;
    complaints += other.complaints;
    handedOn += other.handedOn;
    discarded += other.discarded;
    other.reasons.forEach(
        (reason, count) -> reasons.merge(reason, count, MinuteRow::sumUnlessNone));
    other.returned.forEach((hour, count) -> returned.merge(hour, count, MinuteRow::sumUnlessNone));
    other.returnedFailures.forEach(
        (hour, count) -> returnedFailures.merge(hour, count, MinuteRow::sumUnlessNone));
    figures.plus(other.figures);
    other.batches.forEach(this::addToBatch);
    other.samples.forEach((failureType, more) -> samples.merge(failureType, more, Samples::latest));
    return this;
  }

  private void addSample(ProviderDelta delta) {
    if (!delta.takenBack()) {
      samples.merge(delta.channel(), List.of(delta.sample()), Samples::latest);
      return;
    }
    samples.computeIfPresent(
        delta.channel(),
        (failureType, latest) -> {
          List<Evidence.Sample> left =
              latest.stream().filter(sample -> !sample.equals(delta.sample())).toList();
          return left.isEmpty() ? null : left;
        });
  }

  private static @Nullable Long sumUnlessNone(long known, long more) {
    return known + more == 0 ? null : Long.valueOf(known + more);
  }

  public ProviderHealth toHealth() {
    return ProviderHealth.builder(provider, sourceIp, fromDomain, minute)
        .accepted(accepted)
        .deferred(deferred)
        .bounced(bounced)
        .expired(expired)
        .withdrawn(withdrawn)
        .complaints(complaints)
        .attempts(figures.get(Figure.ATTEMPTS))
        .policyRefusals(figures.get(Figure.REFUSALS))
        .reasons(reasons)
        .handedOn(handedOn)
        .discarded(discarded)
        .build();
  }

  /** What the sender's own figures take from this row. */
  SenderMinute toSenderMinute() {
    SortedMap<String, SortedMap<String, Figures>> byBatch = new TreeMap<>();
    batches.forEach((batch, part) -> byBatch.put(batch, new TreeMap<>(Map.of(provider, part))));
    return new SenderMinute(
        fromDomain,
        minute,
        accepted - withdrawn,
        failed(),
        complaints,
        byBatch,
        samples,
        returnedFailures);
  }

  /**
   * Mail that was not sent for a suppression speaks against nobody: it is our own doing. What is
   * too large, or not sent as it has to be, speaks of no recipient.
   */
  private long failed() {
    return bounced + expired - reasons.getOrDefault(Reason.SUPPRESSED, 0L) - ofNoRecipient;
  }

  public byte[] encode() {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(provider)
            .writeString(sourceIp)
            .writeString(fromDomain)
            .writeVarLong(minute)
            .writeVarLong(accepted)
            .writeVarLong(deferred)
            .writeVarLong(bounced)
            .writeVarLong(expired)
            .writeVarLong(withdrawn)
            .writeVarLong(complaints)
            .writeVarLong(handedOn)
            .writeVarLong(discarded)
            .writeVarLong(reasons.size());
    reasons.forEach((reason, count) -> out.writeByte(REASONS.code(reason)).writeVarLong(count));
    figures.writeTo(out);
    out.writeVarLong(batches.size());
    batches.forEach((batch, part) -> part.writeTo(out.writeString(batch)));
    out.writeVarLong(samples.size());
    samples.forEach(
        (failureType, latest) ->
            SampleForm.write(out.writeByte(CHANNELS.code(failureType)), latest));
    HourCounts.write(out, returned);
    HourCounts.write(out, returnedFailures);
    out.writeVarLong(ofNoRecipient);
    return out.toBytes();
  }

  public static MinuteRow decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    MinuteRow row =
        new MinuteRow(in.readRequired(), in.readRequired(), in.readRequired(), in.readVarLong());
    row.accepted = in.readVarLong();
    row.deferred = in.readVarLong();
    row.bounced = in.readVarLong();
    row.expired = in.readVarLong();
    row.withdrawn = in.readVarLong();
    row.complaints = in.readVarLong();
    row.handedOn = in.readVarLong();
    row.discarded = in.readVarLong();
    int count = in.readVarInt();
    for (int i = 0; i < count; i++) {
      row.reasons.put(REASONS.constant(in.readByte()), in.readVarLong());
    }
    row.figures.plus(Figures.readFrom(in));
    int batches = in.readVarInt();
    for (int i = 0; i < batches; i++) {
      row.batches.put(in.readString(), Figures.readFrom(in));
    }
    int channels = in.readVarInt();
    for (int i = 0; i < channels; i++) {
      row.samples.put(CHANNELS.constant(in.readByte()), SampleForm.read(in));
    }
    if (in.version() >= WITH_ACCEPTED_HOURS) {
      row.returned.putAll(HourCounts.read(in));
    }
    if (in.version() >= WITH_RETURNED_FAILURES) {
      row.returnedFailures.putAll(HourCounts.read(in));
    }
    if (in.version() >= WITH_OF_NO_RECIPIENT) {
      row.ofNoRecipient = in.readVarLong();
    }
    return row;
  }
}
