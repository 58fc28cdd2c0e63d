package dev.todoku.hop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which queue entries are of one message, and which follow upon which. "queued as Y" links only
 * where Y is an entry of a log that is read and has the same Message-ID, or where one of the two
 * has none: another server's queue ids may equal ours.
 */
final class EntryLinks {
  /** Two hosts' clocks, and the time that a message takes to arrive. */
  private static final long CLOCKS = Duration.ofMinutes(5).toMillis();

  private static final long ROUNDING = Duration.ofSeconds(2).toMillis();

  private final Map<String, List<Integer>> byQueueId = new HashMap<>();
  private final List<QueueRecord> entries;
  private final List<Set<Integer>> next = new ArrayList<>();
  private final int[] groupOf;
  private final int[] depth;

  EntryLinks(List<QueueRecord> entries) {
    this.entries = entries;
    this.groupOf = new int[entries.size()];
    this.depth = new int[entries.size()];
    Map<String, Integer> byMessageId = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      groupOf[i] = i;
      next.add(new HashSet<>());
      byQueueId.computeIfAbsent(entries.get(i).queueId(), unused -> new ArrayList<>()).add(i);
    }
    for (int i = 0; i < entries.size(); i++) {
      linkByName(i);
      String messageId = entries.get(i).messageId();
      Integer other = messageId == null ? null : byMessageId.putIfAbsent(messageId, i);
      if (other != null) {
        join(other, i);
      }
    }
    for (int i = 0; i < entries.size(); i++) {
      deepen(i);
    }
  }

  /** The entries of each message, in the order of their first lines. */
  Collection<List<Integer>> groups() {
    Map<Integer, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      groups.computeIfAbsent(root(i), unused -> new ArrayList<>()).add(i);
    }
    return groups.values();
  }

  /** How many hops lie before an entry, as far as the logs name them. */
  int depth(int entry) {
    return depth[entry];
  }

  /** Whether the entry that took an attempt of {@code entry} is in a log that is read. */
  boolean isLinked(int entry, HopAttempt attempt) {
    String queueId = attempt.isAccepted() ? NextQueueId.in(attempt.text()) : null;
    return queueId != null
        && next.get(entry).stream().anyMatch(to -> entries.get(to).queueId().equals(queueId));
  }

  private void linkByName(int from) {
    QueueRecord entry = entries.get(from);
    for (HopAttempt attempt : entry.attempts()) {
      String queueId = attempt.isAccepted() ? NextQueueId.in(attempt.text()) : null;
      for (int to : byQueueId.getOrDefault(queueId, List.of())) {
        if (to != from && isSameMessage(entry, entries.get(to), attempt)) {
          next.get(from).add(to);
          join(from, to);
        }
      }
    }
    for (int before : byQueueId.getOrDefault(entry.previousQueueId(), List.of())) {
      if (before != from && isCompatible(entries.get(before), entry)) {
        next.get(before).add(from);
        join(before, from);
      }
    }
    for (int other : byQueueId.getOrDefault(entry.queueId(), List.of())) {
      if (other != from && isRenamed(entries.get(other), entry)) {
        join(other, from);
      }
    }
  }

  private static boolean isCompatible(QueueRecord one, QueueRecord other) {
    return one.messageId() == null
        || other.messageId() == null
        || one.messageId().equals(other.messageId());
  }

  private static boolean isSameMessage(QueueRecord from, QueueRecord to, HopAttempt attempt) {
    if (from.messageId() != null && to.messageId() != null) {
      return from.messageId().equals(to.messageId());
    }
    boolean isNear =
        to.arrivedAt() >= from.arrivedAt() - CLOCKS && to.arrivedAt() <= attempt.time() + CLOCKS;
    boolean isLocal = NextQueueId.isForwarded(attempt.text()) && from.host().equals(to.host());
    return isNear
        && (isLocal || !NextQueueId.isForwarded(attempt.text()))
        && (from.envelopeFrom() == null
            || to.envelopeFrom() == null
            || from.envelopeFrom().equals(to.envelopeFrom())
            || isLocal);
  }

  /** The queue of a container lives on when it comes back under another host name. */
  private static boolean isRenamed(QueueRecord before, QueueRecord after) {
    boolean isUnnamed = after.messageId() == null;
    boolean wasOpen = before.removedAt() == 0 || before.removedAt() >= after.arrivedAt() + ROUNDING;
    return !before.host().equals(after.host())
        && isUnnamed
        && before.messageId() != null
        && wasOpen
        && Math.abs(before.arrivedAt() - after.arrivedAt()) <= ROUNDING
        && (after.envelopeFrom() == null || after.envelopeFrom().equals(before.envelopeFrom()));
  }

  private void deepen(int start) {
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      int at = open.poll();
      for (int to : next.get(at)) {
        if (depth[to] <= depth[at] && depth[at] < entries.size()) {
          depth[to] = depth[at] + 1;
          open.add(to);
        }
      }
    }
  }

  private int root(int entry) {
    int at = entry;
    while (groupOf[at] != at) {
      groupOf[at] = groupOf[groupOf[at]];
      at = groupOf[at];
    }
    return at;
  }

  private void join(int one, int other) {
    int first = Math.min(root(one), root(other));
    int second = Math.max(root(one), root(other));
    groupOf[second] = first;
  }
}
