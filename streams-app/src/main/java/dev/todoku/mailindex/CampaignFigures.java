package dev.todoku.mailindex;

import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of the mail of one campaign, added up. Not safe for use by several threads. */
public final class CampaignFigures {
  /** Providers that are counted apart; further ones are added up as one. */
  static final int MOST_PROVIDERS = 50;

  static final String OTHERS = "others";

  private final String name;
  private final Map<Status, Long> byStatus = new EnumMap<>(Status.class);
  private final Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
  private final Map<String, Counts> byProvider = new TreeMap<>();
  private @Nullable String fromDomain;
  private long first;
  private long last;
  private long complaints;

  /**
   * Accepted and failed mail.
   *
   * @param accepted messages that were accepted and did not come back
   * @param failed messages that failed for good
   */
  public record Counts(long accepted, long failed) {
    /** None. */
    public static final Counts NONE = new Counts(0, 0);

    /** Share of ended messages that failed, 0 to 1; 0 when none has ended. */
    public double failureRate() {
      return accepted + failed == 0 ? 0 : (double) failed / (accepted + failed);
    }

    Counts with(long moreAccepted, long moreFailed) {
      return new Counts(accepted + moreAccepted, failed + moreFailed);
    }
  }

  /** Of a campaign of which no mail is known yet. */
  CampaignFigures(String name) {
    this.name = name;
  }

  /** As they were stored. */
  CampaignFigures(
      String name, @Nullable String fromDomain, long first, long last, long complaints) {
    this.name = name;
    this.fromDomain = fromDomain;
    this.first = first;
    this.last = last;
    this.complaints = complaints;
  }

  /** Counts a mail, or with -1 takes it back. */
  void count(IndexedMail mail, int sign) {
    byStatus.merge(mail.status(), (long) sign, Long::sum);
    if (mail.isFailed()) {
      byReason.merge(mail.reason(), (long) sign, Long::sum);
    }
    if (mail.complainedAt() != 0) {
      complaints += sign;
    }
    String provider =
        byProvider.containsKey(mail.provider()) || byProvider.size() < MOST_PROVIDERS
            ? mail.provider()
            : OTHERS;
    byProvider.merge(
        provider,
        Counts.NONE.with(accepted(mail) * sign, failed(mail) * sign),
        (a, b) -> a.with(b.accepted(), b.failed()));
    first = first == 0 ? mail.begin() : Math.min(first, mail.begin());
    last = Math.max(last, mail.begin());
    fromDomain = mail.origin().fromDomain() == null ? fromDomain : mail.origin().fromDomain();
  }

  static long accepted(IndexedMail mail) {
    return switch (mail.status()) {
      case DELIVERED -> 1;
      case SENT, DEFERRED, EXPIRED, HANDED_ON, DISCARDED, BOUNCED -> 0;
    };
  }

  static long failed(IndexedMail mail) {
    return mail.isFailed() ? 1 : 0;
  }

  void put(Status status, long count) {
    byStatus.put(status, count);
  }

  void put(Reason reason, long count) {
    byReason.put(reason, count);
  }

  void put(String provider, Counts counts) {
    byProvider.put(provider, counts);
  }

  public String name() {
    return name;
  }

  /** The From domain of its latest mail; null when none is known. */
  public @Nullable String fromDomain() {
    return fromDomain;
  }

  /** When its first mail was sent, epoch milliseconds. */
  public long first() {
    return first;
  }

  /** When its latest mail was sent, epoch milliseconds. */
  public long last() {
    return last;
  }

  /** Messages and recipients. */
  public long total() {
    return byStatus.values().stream().mapToLong(Long::longValue).sum();
  }

  public long complaints() {
    return complaints;
  }

  /** Accepted and failed mail. */
  public Counts counts() {
    return new Counts(of(Status.DELIVERED), of(Status.BOUNCED) + of(Status.EXPIRED));
  }

  private long of(Status status) {
    return byStatus.getOrDefault(status, 0L);
  }

  /** How many stand where; without those that none do. */
  public Map<Status, Long> byStatus() {
    Map<Status, Long> counts = new EnumMap<>(byStatus);
    counts.values().removeIf(count -> count <= 0);
    return counts;
  }

  /** How many failed for good, by reason. */
  public Map<Reason, Long> byReason() {
    Map<Reason, Long> counts = new EnumMap<>(byReason);
    counts.values().removeIf(count -> count <= 0);
    return counts;
  }

  /** Accepted and failed mail by provider. */
  public Map<String, Counts> byProvider() {
    return new TreeMap<>(byProvider);
  }
}
