package dev.todoku.mailindex;

import dev.todoku.schema.Status;
import java.time.Duration;
import java.util.Optional;

/** How long each provider took to accept mail, by the hour, for a month. */
public final class DelayIndex {
  private static final long HOUR_MS = Duration.ofHours(1).toMillis();
  private static final long KEPT_MS = Duration.ofDays(31).toMillis();

  private final IndexStore store;

  DelayIndex(IndexStore store) {
    this.store = store;
  }

  /** Takes in what became known of a mail; an acceptance counts once. */
  void add(MailChange change) {
    IndexedMail mail = change.after();
    boolean isNew = change.before() == null || change.before().deliveredAt() == 0;
    if (!isNew || mail.status() != Status.DELIVERED || mail.notice()) {
      return;
    }
    if (mail.sentAt() == 0 || mail.deliveredAt() < mail.sentAt()) {
      return;
    }
    long hour = mail.deliveredAt() / HOUR_MS * HOUR_MS;
    byte[] key = IndexKey.of(IndexTable.DELAY).text(mail.provider()).ascending(hour).bytes();
    Optional<Delays> known = store.latest(key).map(Delays::of);
    store.put(key, known.orElseGet(Delays::new).add(mail.deliveredAt() - mail.sentAt()).toBytes());
    if (known.isEmpty()) {
      store
          .first(prefix(mail.provider()))
          .filter(oldest -> IndexKey.lastNumber(oldest) < hour - KEPT_MS)
          .ifPresent(store::delete);
    }
  }

  /**
   * How long a provider took in the hours that end after {@code from}.
   *
   * @param from epoch milliseconds
   * @param to epoch milliseconds, included
   */
  public Delays of(String provider, long from, long to) {
    Delays delays = new Delays();
    byte[] first =
        IndexKey.of(IndexTable.DELAY)
            .text(provider)
            .ascending(Math.max(0, from) / HOUR_MS * HOUR_MS)
            .bytes();
    store.scan(
        prefix(provider),
        first,
        (key, value) -> {
          if (IndexKey.lastNumber(key) > to) {
            return false;
          }
          delays.add(Delays.of(value));
          return true;
        });
    return delays;
  }

  private static byte[] prefix(String provider) {
    return IndexKey.of(IndexTable.DELAY).text(provider).bytes();
  }
}
