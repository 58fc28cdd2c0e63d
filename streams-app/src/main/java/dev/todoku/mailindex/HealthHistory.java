package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.readmodel.HealthView;
import dev.todoku.readmodel.HealthViews;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A month of provider health by the hour, for views that go further back than topics do. Kept on
 * disk, and in views of a week and a month.
 */
final class HealthHistory {
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long KEPT_MS = Duration.ofDays(31).toMillis();
  private static final int VERSION = 1;
  private static final EnumCodes<Reason> REASONS = EnumCodes.of(Reason.class);
  private static final byte[] ALL = IndexKey.of(IndexTable.HOUR).bytes();

  private final IndexStore store;
  private final HealthViews views;

  /** A history that puts what it has on disk into the views, and nothing else. */
  HealthHistory(IndexStore store, HealthViews views) {
    this.store = store;
    this.views = views;
    views.forgetLong();
    store.scan(
        ALL,
        (key, value) -> {
          views.addLong(row(value));
          return true;
        });
  }

  /** Takes in a row. */
  void add(ProviderHealth row) {
    HealthView.Flow flow = views.addLong(row);
    long hour = Math.floorDiv(row.minute(), HOUR_MS) * HOUR_MS;
    byte[] key =
        IndexKey.of(IndexTable.HOUR)
            .ascending(hour)
            .text(flow.provider())
            .text(flow.sourceIp())
            .text(flow.fromDomain())
            .bytes();
    Optional<ProviderHealth> known = store.latest(key).map(HealthHistory::row);
    store.put(key, bytes(sum(known.orElseGet(() -> nothing(flow, hour)), row)));
    if (known.isEmpty()) {
      forgetBefore(hour - KEPT_MS);
    }
  }

  /** Two of the oldest for each new one: none is left in the end, and no row waits for many. */
  private void forgetBefore(long hour) {
    for (int i = 0; i < 2; i++) {
      store
          .first(ALL)
          .filter(oldest -> IndexKey.numberAt(oldest, 1) < hour)
          .ifPresent(store::delete);
    }
  }

  private static ProviderHealth nothing(HealthView.Flow flow, long hour) {
    return ProviderHealth.builder(flow.provider(), flow.sourceIp(), flow.fromDomain(), hour)
        .build();
  }

  /** The hour's row with one more minute. */
  private static ProviderHealth sum(ProviderHealth known, ProviderHealth row) {
    TreeMap<Reason, Long> reasons = new TreeMap<>(row.reasons());
    known.reasons().forEach((reason, count) -> reasons.merge(reason, count, Long::sum));
    return ProviderHealth.builder(
            known.provider(), known.sourceIp(), known.fromDomain(), known.minute())
        .accepted(row.accepted() + known.accepted())
        .deferred(row.deferred() + known.deferred())
        .bounced(row.bounced() + known.bounced())
        .expired(row.expired() + known.expired())
        .withdrawn(row.withdrawn() + known.withdrawn())
        .complaints(row.complaints() + known.complaints())
        .reasons(reasons)
        .build();
  }

  private static byte[] bytes(ProviderHealth row) {
    BinaryWriter out =
        new BinaryWriter(VERSION)
            .writeString(row.provider())
            .writeString(row.sourceIp())
            .writeString(row.fromDomain())
            .writeVarLong(row.minute())
            .writeSigned(row.accepted())
            .writeSigned(row.deferred())
            .writeSigned(row.bounced())
            .writeSigned(row.expired())
            .writeSigned(row.withdrawn())
            .writeSigned(row.complaints())
            .writeVarLong(row.reasons().size());
    row.reasons()
        .forEach((reason, count) -> out.writeByte(REASONS.code(reason)).writeSigned(count));
    return out.toBytes();
  }

  private static ProviderHealth row(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    String provider = in.readRequired();
    String sourceIp = in.readRequired();
    String fromDomain = in.readRequired();
    long hour = in.readVarLong();
    long accepted = in.readSigned();
    long deferred = in.readSigned();
    long bounced = in.readSigned();
    long expired = in.readSigned();
    long withdrawn = in.readSigned();
    long complaints = in.readSigned();
    TreeMap<Reason, Long> reasons = new TreeMap<>();
    for (int left = in.readVarInt(); left > 0; left--) {
      reasons.put(REASONS.constant(in.readByte()), in.readSigned());
    }
    return ProviderHealth.builder(provider, sourceIp, fromDomain, hour)
        .accepted(accepted)
        .deferred(deferred)
        .bounced(bounced)
        .expired(expired)
        .withdrawn(withdrawn)
        .complaints(complaints)
        .reasons(reasons)
        .build();
  }
}
