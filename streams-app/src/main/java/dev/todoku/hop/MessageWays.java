package dev.todoku.hop;

import dev.todoku.provider.ProviderNames;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.Address;
import dev.todoku.schema.Fault;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.MessageId;
import dev.todoku.schema.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the ways of messages in the queue entries of the logs that are read. */
public final class MessageWays {
  /** A filter hands a message back within this. */
  private static final long COMES_BACK = Duration.ofMinutes(10).toMillis();

  private static final long ROUNDING = Duration.ofSeconds(2).toMillis();

  private final HopSettings settings;
  private final Servers servers;

  public MessageWays(HopSettings settings, ServerOwners owners, ProviderNames providers) {
    this.settings = settings;
    this.servers = Servers.load(owners, providers);
  }

  /**
   * The ways.
   *
   * @param entries in the order of their first lines
   */
  public List<MessageWay> of(List<QueueRecord> entries) {
    PeerUse use = new PeerUse(servers);
    entries.forEach(use::learn);
    HopClassifier hops = new HopClassifier(settings, servers, use);
    EntryLinks links = new EntryLinks(entries);
    List<MessageWay> ways = new ArrayList<>();
    for (List<Integer> group : links.groups()) {
      ways.addAll(waysOf(group, entries, links, hops));
    }
    return ways;
  }

  private List<MessageWay> waysOf(
      List<Integer> group, List<QueueRecord> entries, EntryLinks links, HopClassifier hops) {
    List<Integer> order = new ArrayList<>(group);
    order.sort(
        Comparator.comparingInt(links::depth).thenComparingLong(i -> entries.get(i).arrivedAt()));
    String messageId = messageId(group, entries);
    Map<String, List<EntryResult>> byRecipient = new LinkedHashMap<>();
    for (int i : order) {
      QueueRecord entry = entries.get(i);
      Map<String, List<WayStep>> steps = new LinkedHashMap<>();
      for (HopAttempt attempt : entry.attempts()) {
        boolean cameBack = cameBack(attempt, i, group, entries);
        ClassifiedHop hop = hops.hop(attempt, entry.host(), links.isLinked(i, attempt), cameBack);
        steps
            .computeIfAbsent(Address.DEFAULT.normal(attempt.recipient()), k -> new ArrayList<>())
            .add(new WayStep(entry.host(), entry.queueId(), attempt, hop));
      }
      steps.forEach(
          (recipient, own) ->
              byRecipient
                  .computeIfAbsent(recipient, unused -> new ArrayList<>())
                  .add(EntryResult.of(entry, own)));
    }
    return byRecipient.values().stream().map(results -> way(messageId, results)).toList();
  }

  /** The best of the group's ids, else one made of the first queue id. */
  private static String messageId(List<Integer> group, List<QueueRecord> entries) {
    QueueRecord first = entries.get(group.get(0));
    return group.stream()
        .map(i -> entries.get(i).messageId())
        .filter(id -> id != null)
        .reduce(MessageId::preferred)
        .orElse(first.queueId() + '.' + first.host() + "@queue-id.invalid");
  }

  /** Whether the message was queued again for the same recipient just after an attempt took it. */
  private static boolean cameBack(
      HopAttempt attempt, int at, List<Integer> group, List<QueueRecord> entries) {
    boolean isProgram = attempt.agent().equals("pipe") || attempt.agent().equals("local");
    if (!attempt.isAccepted() || !isProgram) {
      return false;
    }
    long arrived = entries.get(at).arrivedAt();
    return group.stream()
        .filter(i -> i > at)
        .map(entries::get)
        .filter(entry -> entry.host().equals(entries.get(at).host()))
        .filter(entry -> entry.arrivedAt() >= arrived - ROUNDING)
        .filter(entry -> entry.arrivedAt() <= attempt.time() + COMES_BACK)
        .anyMatch(
            entry ->
                entry.attempts().isEmpty()
                    || entry.attempts().stream().anyMatch(next -> isFor(next, attempt)));
  }

  private static boolean isFor(HopAttempt next, HopAttempt attempt) {
    return next.recipient().equalsIgnoreCase(attempt.recipient())
        || attempt.recipient().equalsIgnoreCase(next.originalRecipient());
  }

  private MessageWay way(String messageId, List<EntryResult> results) {
    EntryResult best = results.get(0);
    for (EntryResult result : results) {
      if (result.status().compareTo(best.status()) >= 0) {
        best = result;
      }
    }
    WayStep last = best.last();
    HopAttempt attempt = last.attempt();
    boolean isOurs = last.hop().isOurs();
    boolean isExpired = best.status() == WayStatus.EXPIRED;
    Reason reason = reason(best.status(), attempt.reason());
    Fault fault = isExpired ? attempt.reason().fault() : reason.fault();
    if (!best.status().isFailure()) {
      fault = Fault.NONE;
    } else if (isOurs) {
      fault = Fault.SENDER_SYSTEM;
    }
    return new MessageWay(
        messageId,
        results.get(0).steps().get(0).attempt().recipient(),
        best.status(),
        last,
        isOurs || last.hop().kind() == HopKind.DISCARD
            ? null
            : servers.provider(attempt.recipient(), last.hop().peer()),
        reason,
        isExpired ? attempt.reason() : null,
        fault,
        best.status() == WayStatus.BOUNCED && isDead(attempt, last.hop()),
        "".equals(best.entry().envelopeFrom()),
        results.stream().flatMap(result -> result.steps().stream()).toList());
  }

  private static Reason reason(WayStatus status, Reason ofAttempt) {
    return switch (status) {
      case DELIVERED -> Reason.DELIVERED;
      case HANDED_ON, HANDED_ON_WITHIN, DISCARDED -> Reason.ON_HOLD;
      case EXPIRED -> Reason.EXPIRED;
      case DEFERRED, BOUNCED -> ofAttempt;
    };
  }

  /** A name that does not resolve says that of an address only where it is the address's domain. */
  private boolean isDead(HopAttempt attempt, ClassifiedHop hop) {
    boolean isOtherName =
        attempt.reason() == Reason.HOST_UNKNOWN
            && hop.peer() != null
            && !hop.peer().name().equalsIgnoreCase(servers.domainOf(attempt.recipient()));
    return attempt.sayAddressIsDead() && !hop.isOurs() && !isOtherName;
  }
}
