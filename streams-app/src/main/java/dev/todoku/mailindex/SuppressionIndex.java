package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.binary.EnumCodes;
import dev.todoku.schema.Reason;
import dev.todoku.schema.RecipientHealth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that are suppressed now, the latest first, and what people did about addresses. Of
 * {@code mail.recipient-health}; the list is as large as it is, the changes are the latest ones.
 */
public final class SuppressionIndex {
  /** Changes by people that are kept. */
  static final int CHANGES_KEPT = 1_000;

  /** Entries that one question looks at; a list that is longer is asked for in parts by reason. */
  private static final int MOST_VISITED = 1_000_000;

  /** The same where each has to be looked up first: that takes a second or so. */
  private static final int MOST_LOOKED_UP = 50_000;

  /** So many entries are counted beyond the part that is asked for: that takes 50 ms or so. */
  static final int COUNTED_BEYOND = 20_000;

  private static final int VERSION = 1;
  private static final EnumCodes<SuppressedAddress.Why> WHYS =
      EnumCodes.of(SuppressedAddress.Why.class);
  private static final EnumCodes<RecipientHealth.Change> CHANGES =
      EnumCodes.of(RecipientHealth.Change.class);
  private static final byte[] ALL = IndexKey.of(IndexTable.SUPPRESSED).bytes();
  private static final byte[] ALL_CHANGES = IndexKey.of(IndexTable.CHANGE).bytes();
  private static final byte[] CHANGES_COUNT = IndexKey.of(IndexTable.META).text("changes").bytes();

  private final IndexStore store;

  SuppressionIndex(IndexStore store) {
    this.store = store;
  }

  /**
   * What is asked for.
   *
   * @param text part of the address; empty for any
   * @param why what suppressed it; null for any
   * @param reason of its latest failure; null for any
   */
  public record Filter(String text, SuppressedAddress.@Nullable Why why, @Nullable Reason reason) {
    /** All that is suppressed. */
    public static final Filter ALL = new Filter("", null, null);

    /** Whether nothing else is asked for than a cause, or all. */
    boolean isOfCauseAlone() {
      return text.isEmpty() && reason == null;
    }

    /** Whether an address is meant. */
    public boolean matches(SuppressedAddress address) {
      return address.recipient().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT))
          && (why == null || address.why() == why)
          && (reason == null || address.reason() == reason);
    }
  }

  /** What somebody may see of an address that is suppressed; empty when nothing. */
  @FunctionalInterface
  public interface Sight {
    /** All of it. */
    Sight WHOLE = Optional::of;

    Optional<SuppressedAddress> of(SuppressedAddress whole);
  }

  /**
   * Part of a list.
   *
   * @param total how many there are
   * @param isWhole whether all of them were counted
   */
  public record Part(int total, boolean isWhole, List<SuppressedAddress> addresses) {}

  /** Takes in a record. */
  void add(RecipientHealth health) {
    byte[] sinceKey = sinceKey(health.recipient());
    Optional<SuppressedAddress> known = store.latest(sinceKey).flatMap(at -> at(health, at));
    known.ifPresent(this::remove);
    SuppressedAddress.after(known.orElse(null), health).ifPresent(this::put);
    if (AddressChange.isOfPerson(health)) {
      note(new AddressChange(health.recipient(), health.time(), health.change(), health.note()));
    }
  }

  private Optional<SuppressedAddress> at(RecipientHealth health, byte[] since) {
    return store
        .latest(key(IndexNumber.in(since), health.recipient()))
        .map(SuppressedAddressCodec::decode);
  }

  private void remove(SuppressedAddress address) {
    store.delete(key(address.since(), address.recipient()));
    store.delete(sinceKey(address.recipient()));
    count(address.why(), -1);
  }

  private void put(SuppressedAddress address) {
    store.put(key(address.since(), address.recipient()), SuppressedAddressCodec.encode(address));
    store.put(sinceKey(address.recipient()), IndexNumber.of(address.since()));
    count(address.why(), 1);
  }

  private void count(SuppressedAddress.Why why, int more) {
    byte[] key = countKey(why);
    store.put(key, IndexNumber.of(store.latest(key).map(IndexNumber::in).orElse(0L) + more));
  }

  private void note(AddressChange change) {
    byte[] key =
        IndexKey.of(IndexTable.CHANGE).descending(change.time()).text(change.recipient()).bytes();
    if (store.latest(key).isEmpty()) {
      long count = store.latest(CHANGES_COUNT).map(IndexNumber::in).orElse(0L);
      store.put(CHANGES_COUNT, IndexNumber.of(count + 1));
      if (count >= CHANGES_KEPT) {
        store.last(ALL_CHANGES).ifPresent(this::forget);
      }
    }
    store.put(
        key,
        new BinaryWriter(VERSION)
            .writeString(change.recipient())
            .writeVarLong(change.time())
            .writeVarLong(CHANGES.code(change.change()))
            .writeString(change.note())
            .toBytes());
  }

  private void forget(byte[] oldest) {
    store.delete(oldest);
    store.put(CHANGES_COUNT, IndexNumber.of(CHANGES_KEPT));
  }

  /** Whether an address is suppressed, and why; empty when it is not. */
  public Optional<SuppressedAddress> find(String recipient) {
    return store
        .get(sinceKey(recipient))
        .flatMap(since -> store.get(key(IndexNumber.in(since), recipient)))
        .map(SuppressedAddressCodec::decode);
  }

  /** How many are suppressed, by what suppressed them; without those that none are. */
  public Map<SuppressedAddress.Why, Long> counts() {
    Map<SuppressedAddress.Why, Long> counts = new EnumMap<>(SuppressedAddress.Why.class);
    for (SuppressedAddress.Why why : SuppressedAddress.Why.values()) {
      store
          .get(countKey(why))
          .map(IndexNumber::in)
          .filter(count -> count > 0)
          .ifPresent(count -> counts.put(why, count));
    }
    return counts;
  }

  /**
   * A part of the list as somebody may see it, those suppressed latest first. How many there are of
   * a cause is known; what else is asked for has to be looked at, a while beyond the part itself
   * and no further.
   */
  public Part part(Filter filter, Sight sight, int offset, int limit) {
    boolean isCounted = filter.isOfCauseAlone() && sight == Sight.WHOLE;
    List<SuppressedAddress> addresses = new ArrayList<>();
    AtomicInteger total = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(isCounted ? 0 : COUNTED_BEYOND);
    boolean isWhole =
        scan(
            filter,
            sight,
            sight == Sight.WHOLE ? MOST_VISITED : MOST_LOOKED_UP,
            address -> {
              int at = total.getAndIncrement();
              if (at >= offset && addresses.size() < limit) {
                addresses.add(address);
              }
            },
            () -> addresses.size() < limit || left.getAndDecrement() > 0);
    return isCounted
        ? new Part(count(filter), true, List.copyOf(addresses))
        : new Part(total.get(), isWhole, List.copyOf(addresses));
  }

  private int count(Filter filter) {
    Map<SuppressedAddress.Why, Long> counts = counts();
    return filter.why() == null
        ? (int) counts.values().stream().mapToLong(Long::longValue).sum()
        : counts.getOrDefault(filter.why(), 0L).intValue();
  }

  /**
   * Hands over what somebody may see of each address that a filter lets through, those suppressed
   * latest first.
   *
   * @return whether all were looked at
   */
  public boolean visit(Filter filter, Sight sight, Consumer<SuppressedAddress> visitor) {
    return scan(filter, sight, MOST_VISITED, visitor, () -> true);
  }

  /** The same of the first {@code most}, while somebody wants more. */
  private boolean scan(
      Filter filter,
      Sight sight,
      int most,
      Consumer<SuppressedAddress> visitor,
      BooleanSupplier wantsMore) {
    AtomicInteger visited = new AtomicInteger();
    AtomicBoolean isStopped = new AtomicBoolean();
    store.scan(
        ALL,
        (key, value) -> {
          SuppressedAddress address = SuppressedAddressCodec.decode(value);
          if (filter.matches(address)) {
            sight.of(address).ifPresent(visitor);
          }
          isStopped.set(visited.incrementAndGet() >= most || !wantsMore.getAsBoolean());
          return !isStopped.get();
        });
    return !isStopped.get();
  }

  /** What people did about addresses, the latest first. */
  public List<AddressChange> changes(int limit) {
    List<AddressChange> changes = new ArrayList<>();
    if (limit > 0) {
      store.scan(
          ALL_CHANGES,
          (key, value) -> {
            BinaryReader in = new BinaryReader(value, VERSION);
            changes.add(
                new AddressChange(
                    in.readRequired(),
                    in.readVarLong(),
                    CHANGES.constant(in.readVarInt()),
                    in.readString()));
            return changes.size() < limit;
          });
    }
    return List.copyOf(changes);
  }

  private static byte[] key(long since, String recipient) {
    return IndexKey.of(IndexTable.SUPPRESSED).descending(since).text(recipient).bytes();
  }

  private static byte[] sinceKey(String recipient) {
    return IndexKey.of(IndexTable.SUPPRESSED_SINCE).text(recipient).bytes();
  }

  private static byte[] countKey(SuppressedAddress.Why why) {
    return IndexKey.of(IndexTable.SUPPRESSED_COUNT).ascending(WHYS.code(why)).bytes();
  }
}
