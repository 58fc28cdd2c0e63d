package dev.todoku.pipeline;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.detect.Trial;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.tally.Tally;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A row of provider health that is still being counted. */
final class MinuteRow {
  private static final int VERSION = 2;

  private static final Reason[] REASONS = Reason.values();

  private final String provider;
  private final String sourceIp;
  private final String fromDomain;
  private final long minute;
  private final SortedMap<Reason, Long> reasons = new TreeMap<>();
  private List<Evidence.Sample> samples = List.of();
  private long accepted;
  private long deferred;
  private long bounced;
  private long expired;
  private long withdrawn;
  private long complaints;
  private long attempts;
  private long policyRefusals;

  private MinuteRow(String provider, String sourceIp, String fromDomain, long minute) {
    this.provider = provider;
    this.sourceIp = sourceIp;
    this.fromDomain = fromDomain;
    this.minute = minute;
  }

  static MinuteRow startingWith(Tally tally) {
    return new MinuteRow(
        tally.provider(), tally.sourceIp(), tally.fromDomain(), OpenMinutes.minuteOf(tally.time()));
  }

  /** Which row of its minute a tally belongs to. */
  static String keyOf(Tally tally) {
    return tally.provider() + '|' + tally.sourceIp() + '|' + tally.fromDomain();
  }

  long minute() {
    return minute;
  }

  Scope bySourceIp() {
    return new Scope(provider, sourceIp, null);
  }

  Scope byFromDomain() {
    return new Scope(provider, null, fromDomain);
  }

  long attempts() {
    return attempts;
  }

  long policyRefusals() {
    return policyRefusals;
  }

  /** The latest of the refusals, oldest first. */
  List<Evidence.Sample> samples() {
    return samples;
  }

  /** Counts one more tally, which belongs to this row. */
  MinuteRow plus(Tally tally) {
    switch (tally.count()) {
      case ACCEPTED -> accepted++;
      case DEFERRED -> deferred++;
      case BOUNCED -> bounced++;
      case EXPIRED -> expired++;
      case NOTHING -> {}
    }
    withdrawn += tally.withdrawn() ? 1 : 0;
    complaints += tally.complaint() ? 1 : 0;
    attempts += tally.trial() == Trial.NOT_COUNTED ? 0 : 1;
    policyRefusals += tally.trial() == Trial.REFUSED ? 1 : 0;
    if (tally.reason() != null) {
      reasons.merge(tally.reason(), 1L, Long::sum);
    }
    if (tally.sample() != null) {
      samples = Samples.with(samples, List.of(tally.sample()));
    }
    return this;
  }

  ProviderHealth toHealth() {
    return new ProviderHealth(
        provider,
        sourceIp,
        fromDomain,
        minute,
        accepted,
        deferred,
        bounced,
        expired,
        withdrawn,
        complaints,
        attempts,
        policyRefusals,
        reasons);
  }

  @SuppressWarnings("EnumOrdinal")
  byte[] encode() {
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
            .writeVarLong(attempts)
            .writeVarLong(policyRefusals)
            .writeVarLong(reasons.size());
    reasons.forEach((reason, count) -> out.writeByte(reason.ordinal()).writeVarLong(count));
    Samples.writeTo(out, samples);
    return out.toBytes();
  }

  static MinuteRow decode(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    MinuteRow row =
        new MinuteRow(in.readString(), in.readString(), in.readString(), in.readVarLong());
    row.accepted = in.readVarLong();
    row.deferred = in.readVarLong();
    row.bounced = in.readVarLong();
    row.expired = in.readVarLong();
    row.withdrawn = in.readVarLong();
    row.complaints = in.readVarLong();
    row.attempts = in.readVarLong();
    row.policyRefusals = in.readVarLong();
    int count = in.readVarInt();
    for (int i = 0; i < count; i++) {
      row.reasons.put(REASONS[in.readByte()], in.readVarLong());
    }
    row.samples = Samples.readFrom(in);
    return row;
  }
}
