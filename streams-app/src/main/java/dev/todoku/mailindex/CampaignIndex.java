package dev.todoku.mailindex;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Campaigns with their figures. Those whose latest mail is oldest are forgotten first. */
public final class CampaignIndex {
  /** Campaigns that are kept. */
  static final int KEPT = 2_000;

  /** How fine a campaign's curve is. */
  public static final long SLOT_MS = Duration.ofMinutes(10).toMillis();

  /** Points of a curve; one of a mail stream that never ends would grow without end. */
  private static final int MOST_SLOTS = 30 * 144;

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final int VERSION = 1;
  private static final byte[] COUNT = IndexKey.of(IndexTable.META).text("campaigns").bytes();
  private static final byte[] ALL = IndexKey.of(IndexTable.CAMPAIGN).bytes();
  private static final byte[] BY_LATEST = IndexKey.of(IndexTable.CAMPAIGN_LATEST).bytes();

  private final IndexStore store;

  CampaignIndex(IndexStore store) {
    this.store = store;
  }

  /**
   * A slot of a campaign's curve.
   *
   * @param time when it begins, epoch milliseconds
   * @param counts what was accepted and failed in it
   */
  public record Slot(long time, CampaignFigures.Counts counts) {}

  /** Takes in what became known of a mail. */
  void add(MailChange change) {
    IndexedMail before = change.before();
    IndexedMail after = change.after();
    if (before != null) {
      count(before, -1);
    }
    count(after, 1);
  }

  private void count(IndexedMail mail, int sign) {
    String campaign = mail.origin().campaign();
    if (campaign != null && !mail.notice()) {
      count(campaign, mail, sign);
    }
  }

  private void count(String name, IndexedMail mail, int sign) {
    Optional<CampaignFigures> known = latest(name);
    CampaignFigures figures = known.orElseGet(() -> new CampaignFigures(name));
    long hourBefore = figures.last() / HOUR_MS;
    figures.count(mail, sign);
    store.put(key(name), CampaignFiguresCodec.encode(figures));
    if (known.isEmpty() || hourBefore != figures.last() / HOUR_MS) {
      if (known.isPresent()) {
        store.delete(latestKey(hourBefore, name));
      }
      store.put(latestKey(figures.last() / HOUR_MS, name), new byte[0]);
    }
    addToSlot(name, mail, sign);
    if (known.isEmpty()) {
      forgetOldest();
    }
  }

  private void addToSlot(String name, IndexedMail mail, int sign) {
    long accepted = CampaignFigures.accepted(mail) * sign;
    long failed = CampaignFigures.failed(mail) * sign;
    if (accepted == 0 && failed == 0) {
      return;
    }
    byte[] key = slotKey(name, mail.endedAt() / SLOT_MS * SLOT_MS);
    CampaignFigures.Counts counts =
        store.latest(key).map(CampaignIndex::counts).orElse(CampaignFigures.Counts.NONE);
    store.put(key, bytes(counts.with(accepted, failed)));
  }

  private void forgetOldest() {
    long count = store.latest(COUNT).map(IndexNumber::in).orElse(0L) + 1;
    if (count > KEPT) {
      Optional<byte[]> oldest = store.first(BY_LATEST);
      if (oldest.isPresent()) {
        forget(oldest.orElseThrow());
        count--;
      }
    }
    store.put(COUNT, IndexNumber.of(count));
  }

  private void forget(byte[] latestKey) {
    String name = IndexKey.textAt(latestKey, 1 + Long.BYTES);
    store.delete(latestKey);
    store.delete(key(name));
    store.scan(
        slots(name),
        (key, value) -> {
          store.delete(key);
          return true;
        });
  }

  private Optional<CampaignFigures> latest(String name) {
    return store.latest(key(name)).map(CampaignFiguresCodec::decode);
  }

  /** The figures of a campaign; empty when no mail of it is known. */
  public Optional<CampaignFigures> find(String name) {
    return store.get(key(name)).map(CampaignFiguresCodec::decode);
  }

  /** All campaigns, those with the latest mail first. */
  public List<CampaignFigures> all() {
    List<CampaignFigures> all = new ArrayList<>();
    store.scan(
        ALL,
        (key, value) -> {
          all.add(CampaignFiguresCodec.decode(value));
          return true;
        });
    all.sort(
        Comparator.comparingLong(CampaignFigures::last)
            .reversed()
            .thenComparing(CampaignFigures::name));
    return all;
  }

  /** When mail of a campaign was accepted and failed; without slots in which nothing was. */
  public List<Slot> slots(String name, int limit) {
    List<Slot> slots = new ArrayList<>();
    int most = Math.min(limit, MOST_SLOTS);
    store.scan(
        slots(name),
        (key, value) -> {
          CampaignFigures.Counts counts = counts(value);
          if (counts.accepted() > 0 || counts.failed() > 0) {
            slots.add(new Slot(IndexKey.lastNumber(key), counts));
          }
          return slots.size() < most;
        });
    return slots;
  }

  private static byte[] key(String name) {
    return IndexKey.of(IndexTable.CAMPAIGN).text(name).bytes();
  }

  private static byte[] slots(String name) {
    return IndexKey.of(IndexTable.CAMPAIGN_SLOT).text(name).bytes();
  }

  private static byte[] slotKey(String name, long slot) {
    return IndexKey.of(IndexTable.CAMPAIGN_SLOT).text(name).ascending(slot).bytes();
  }

  private static byte[] latestKey(long hour, String name) {
    return IndexKey.of(IndexTable.CAMPAIGN_LATEST).ascending(hour).text(name).bytes();
  }

  private static byte[] bytes(CampaignFigures.Counts counts) {
    return new BinaryWriter(VERSION)
        .writeSigned(counts.accepted())
        .writeSigned(counts.failed())
        .toBytes();
  }

  private static CampaignFigures.Counts counts(byte[] bytes) {
    BinaryReader in = new BinaryReader(bytes, VERSION);
    return new CampaignFigures.Counts(in.readSigned(), in.readSigned());
  }
}
