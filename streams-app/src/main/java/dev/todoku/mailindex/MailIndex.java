package dev.todoku.mailindex;

import dev.todoku.schema.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

/** The latest mail, found by queue id, by part of an address and by words of its subject. */
public final class MailIndex {
  /** Postings that one question looks at. */
  private static final int MOST_VISITED = 2_000;

  /** Failures that one question about an incident looks at. */
  private static final int MOST_FAILURES = 200_000;

  private static final byte[] NONE = new byte[0];
  private static final byte[] NEXT = IndexKey.of(IndexTable.META).text("next").bytes();
  private static final byte[] OLDEST = IndexKey.of(IndexTable.META).text("oldest").bytes();

  private final IndexStore store;
  private final long most;

  /** By what mail is found; the letter is part of keys on disk. */
  public enum By {
    QUEUE_ID("q"),
    ADDRESS("a"),
    SUBJECT("s");

    private final String letter;

    By(String letter) {
      this.letter = letter;
    }
  }

  /**
   * The latest mail of {@code store}.
   *
   * @param most mails to keep
   */
  MailIndex(IndexStore store, long most) {
    this.store = store;
    this.most = most;
  }

  /** Takes in what is known of a mail. */
  MailChange add(Outcome outcome) {
    IndexedMail after = IndexedMail.of(outcome);
    byte[] numberKey = numberKey(after);
    Optional<byte[]> known = store.latest(numberKey);
    long number = known.isPresent() ? IndexNumber.in(known.orElseThrow()) : next();
    IndexedMail before =
        known.isPresent()
            ? store.latest(mailKey(number)).map(IndexedMailCodec::decode).orElse(null)
            : null;
    Set<byte[]> oldKeys = before == null ? Set.of() : keys(before, number);
    Set<byte[]> keys = keys(after, number);
    oldKeys.stream().filter(key -> !keys.contains(key)).forEach(store::delete);
    keys.stream().filter(key -> !oldKeys.contains(key)).forEach(key -> store.put(key, NONE));
    store.put(numberKey, IndexNumber.of(number));
    store.put(mailKey(number), IndexedMailCodec.encode(after));
    forgetOldest(number);
    return new MailChange(before, after);
  }

  private long next() {
    long next = store.latest(NEXT).map(IndexNumber::in).orElse(0L);
    store.put(NEXT, IndexNumber.of(next + 1));
    return next;
  }

  private void forgetOldest(long newest) {
    long oldest = store.latest(OLDEST).map(IndexNumber::in).orElse(0L);
    for (; newest - oldest >= most; oldest++) {
      long number = oldest;
      store
          .latest(mailKey(number))
          .map(IndexedMailCodec::decode)
          .ifPresent(
              mail -> {
                keys(mail, number).forEach(store::delete);
                store.delete(numberKey(mail));
                store.delete(mailKey(number));
              });
      store.put(OLDEST, IndexNumber.of(oldest + 1));
    }
  }

  private static Set<byte[]> keys(IndexedMail mail, long number) {
    Set<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    SearchWords.ofAddress(mail.recipient()).forEach(w -> keys.add(word(By.ADDRESS, w, number)));
    if (mail.queueId() != null) {
      keys.add(word(By.QUEUE_ID, mail.queueId(), number));
    }
    if (mail.acceptedAs() != null) {
      keys.add(word(By.QUEUE_ID, mail.acceptedAs(), number));
    }
    if (mail.subject() != null) {
      SearchWords.ofSubject(mail.subject()).forEach(w -> keys.add(word(By.SUBJECT, w, number)));
    }
    if (mail.isFailed() && !mail.notice()) {
      keys.add(
          IndexKey.of(IndexTable.FAILED)
              .text(mail.provider())
              .ascending(mail.time())
              .ascending(number)
              .bytes());
      if (mail.origin().campaign() != null) {
        keys.add(
            IndexKey.of(IndexTable.CAMPAIGN_FAILED)
                .text(mail.origin().campaign())
                .ascending(number)
                .bytes());
      }
    }
    return keys;
  }

  private static byte[] word(By by, String word, long number) {
    return IndexKey.of(IndexTable.WORD).beginning(by.letter).text(word).descending(number).bytes();
  }

  /** The mails that a server took on, or handed on, under this queue id; the latest first. */
  public List<IndexedMail> ofQueueId(String queueId, int limit) {
    byte[] prefix =
        IndexKey.of(IndexTable.WORD).beginning(By.QUEUE_ID.letter).text(queueId).bytes();
    return collect(prefix, number -> true, mail -> true, limit);
  }

  /**
   * The latest mail to each address of which {@code part} begins a part; see {@link SearchWords}.
   */
  public List<IndexedMail> ofAddressPart(String part, int limit) {
    byte[] prefix =
        IndexKey.of(IndexTable.WORD)
            .beginning(By.ADDRESS.letter)
            .beginning(SearchWords.normal(part))
            .bytes();
    Map<String, IndexedMail> latest = new LinkedHashMap<>();
    visit(
        prefix,
        number -> true,
        mail -> {
          IndexedMail known = latest.get(mail.recipient());
          if (known == null || mail.begin() > known.begin()) {
            latest.put(mail.recipient(), mail);
          }
          return latest.size() < limit;
        });
    return List.copyOf(latest.values());
  }

  /** The mails whose subject has {@code text} in it, the latest first. */
  public List<IndexedMail> ofSubject(String text, int limit) {
    String wanted = SearchWords.normal(text);
    String word = SearchWords.rarest(text);
    if (word.isEmpty()) {
      return List.of();
    }
    byte[] prefix =
        IndexKey.of(IndexTable.WORD).beginning(By.SUBJECT.letter).beginning(word).bytes();
    List<String> needed = SearchWords.pairs(text);
    return collect(
        prefix,
        number -> needed.stream().allMatch(pair -> has(By.SUBJECT, pair, number)),
        mail -> mail.subject() != null && SearchWords.normal(mail.subject()).contains(wanted),
        limit);
  }

  /** That a mail does not have a word costs a filter in memory, and no mail is read. */
  private boolean has(By by, String word, long number) {
    return store.get(word(by, word, number)).isPresent();
  }

  private List<IndexedMail> collect(
      byte[] prefix, LongPredicate mayBe, Predicate<IndexedMail> which, int limit) {
    List<IndexedMail> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    visit(
        prefix,
        mayBe,
        mail -> {
          if (which.test(mail) && seen.add(mail.messageId() + '\n' + mail.recipient())) {
            found.add(mail);
          }
          return found.size() < limit;
        });
    return List.copyOf(found);
  }

  private void visit(byte[] prefix, LongPredicate mayBe, Predicate<IndexedMail> visitor) {
    AtomicInteger visited = new AtomicInteger();
    store.scan(
        prefix,
        (key, value) -> {
          long number = Long.MAX_VALUE - IndexKey.lastNumber(key);
          boolean goesOn = !mayBe.test(number) || mail(number).map(visitor::test).orElse(true);
          return goesOn && visited.incrementAndGet() < MOST_VISITED;
        });
  }

  /**
   * Hands over what failed at a provider in a time, in the order of time.
   *
   * @param from epoch milliseconds
   * @param to epoch milliseconds, not included
   * @return whether all were looked at
   */
  public boolean visitFailed(String provider, long from, long to, Consumer<IndexedMail> visitor) {
    byte[] prefix = IndexKey.of(IndexTable.FAILED).text(provider).bytes();
    byte[] first =
        IndexKey.of(IndexTable.FAILED).text(provider).ascending(Math.max(0, from)).bytes();
    AtomicInteger visited = new AtomicInteger();
    store.scan(
        prefix,
        first,
        (key, value) -> {
          if (IndexKey.numberAt(key, key.length - 2 * Long.BYTES) >= to) {
            return false;
          }
          mail(IndexKey.lastNumber(key)).ifPresent(visitor);
          return visited.incrementAndGet() < MOST_FAILURES;
        });
    return visited.get() < MOST_FAILURES;
  }

  /** Hands over what failed of a campaign; returns whether all was looked at. */
  public boolean visitFailedOf(String campaign, Consumer<IndexedMail> visitor) {
    AtomicInteger visited = new AtomicInteger();
    store.scan(
        IndexKey.of(IndexTable.CAMPAIGN_FAILED).text(campaign).bytes(),
        (key, value) -> {
          mail(IndexKey.lastNumber(key)).ifPresent(visitor);
          return visited.incrementAndGet() < MOST_FAILURES;
        });
    return visited.get() < MOST_FAILURES;
  }

  /**
   * A part of what failed of a campaign, in the order in which it came to be known. Only that part
   * is read.
   */
  public List<IndexedMail> failedOf(String campaign, int offset, int limit) {
    List<IndexedMail> part = new ArrayList<>();
    AtomicInteger seen = new AtomicInteger();
    store.scan(
        IndexKey.of(IndexTable.CAMPAIGN_FAILED).text(campaign).bytes(),
        (key, value) -> {
          if (seen.getAndIncrement() >= offset && part.size() < limit) {
            mail(IndexKey.lastNumber(key)).ifPresent(part::add);
          }
          return part.size() < limit;
        });
    return List.copyOf(part);
  }

  /** What is known of a message to a recipient, both in normal form; empty when it is forgotten. */
  public Optional<IndexedMail> find(String messageId, String recipient) {
    return store.get(numberKey(messageId, recipient)).map(IndexNumber::in).flatMap(this::mail);
  }

  private Optional<IndexedMail> mail(long number) {
    return store.get(mailKey(number)).map(IndexedMailCodec::decode);
  }

  private static byte[] mailKey(long number) {
    return IndexKey.of(IndexTable.MAIL).ascending(number).bytes();
  }

  private static byte[] numberKey(IndexedMail mail) {
    return numberKey(mail.messageId(), mail.recipient());
  }

  private static byte[] numberKey(String messageId, String recipient) {
    return IndexKey.of(IndexTable.MAIL_NUMBER).text(messageId).text(recipient).bytes();
  }
}
