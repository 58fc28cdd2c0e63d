package dev.todoku.message;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import dev.todoku.schema.HopKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The way of one (message, recipient) through the sending side: the queues that it stood in, and
 * what became of it at each hop that may not be the recipient's. Which hop passed it on into a
 * queue of ours follows from all of it, so that it does not matter which log came first.
 *
 * @param queueIds queue ids, in order; at most {@value #MOST}
 * @param hops facts by queue and hop, in that order; at most {@value #MOST}
 */
public record SendingRoute(List<String> queueIds, List<HopState> hops) {
  /** More hops than any mail is meant to pass; beyond it the first by queue id are kept. */
  private static final int MOST = 16;

  static final SendingRoute NONE = new SendingRoute(List.of(), List.of());

  static SendingRoute of(@Nullable String queueId) {
    return queueId == null ? NONE : new SendingRoute(List.of(queueId), List.of());
  }

  SendingRoute with(HopState hop) {
    return new SendingRoute(queueIds, List.of(hop));
  }

  /** Both as one; the order does not matter, and saying the same twice changes nothing. */
  SendingRoute merge(SendingRoute other) {
    if (equals(other) || other.equals(NONE)) {
      return this;
    }
    if (equals(NONE)) {
      return other;
    }
    TreeSet<String> ids = new TreeSet<>(queueIds);
    ids.addAll(other.queueIds);
    TreeMap<HopState, HopState> byHop = new TreeMap<>(HopState.BY_QUEUE_AND_HOP);
    Stream.of(hops, other.hops)
        .flatMap(List::stream)
        .forEach(hop -> byHop.merge(hop, hop, HopState::merge));
    return new SendingRoute(
        ids.stream().limit(MOST).toList(), byHop.values().stream().limit(MOST).toList());
  }

  /** Whether a hop put the message back into a queue whose log is read. */
  boolean isPassedOn(HopState hop, MessageState all) {
    boolean isLinked =
        hop.passedTo() != null
            && !hop.passedTo().equals(hop.queueId())
            && queueIds.contains(hop.passedTo());
    return isLinked || (hop.hop().kind() == HopKind.MAILBOX && cameBack(hop, all));
  }

  /**
   * Whether the message was tried again out of another queue after a program had taken it: the
   * program was a filter that hands mail back.
   */
  private boolean cameBack(HopState program, MessageState all) {
    boolean hasOther =
        queueIds.stream()
            .anyMatch(id -> !id.equals(program.queueId()) && !leadsTo(id, program.queueId()));
    boolean isTriedLater =
        all.attemptedAtRecipientAfter(program.acceptedAt())
            || hops.stream()
                .anyMatch(
                    other ->
                        !Objects.equals(other.queueId(), program.queueId())
                            && !leadsTo(other.queueId(), program.queueId())
                            && other.latest() >= program.acceptedAt());
    return hasOther && isTriedLater;
  }

  private boolean leadsTo(@Nullable String from, @Nullable String to) {
    return hops.stream()
        .anyMatch(hop -> Objects.equals(hop.queueId(), from) && Objects.equals(hop.passedTo(), to));
  }

  long latest() {
    long latest = 0;
    for (HopState hop : hops) {
      latest = Math.max(latest, hop.latest());
    }
    return latest;
  }

  long earliest() {
    long earliest = 0;
    for (HopState hop : hops) {
      earliest = MessageState.earlier(earliest, hop.isOutOfQueue() ? hop.earliest() : 0);
    }
    return earliest;
  }

  int kinds() {
    int kinds = 0;
    for (HopState hop : hops) {
      kinds += hop.kinds();
    }
    return kinds;
  }

  void write(BinaryWriter out, long base) {
    out.writeVarLong(queueIds.size());
    queueIds.forEach(out::writeString);
    out.writeVarLong(hops.size());
    hops.forEach(hop -> hop.write(out, base));
  }

  static SendingRoute read(BinaryReader in, long base) {
    List<String> ids = new ArrayList<>();
    for (int count = in.readVarInt(); count > 0; count--) {
      ids.add(in.readString());
    }
    List<HopState> hops = new ArrayList<>();
    for (int count = in.readVarInt(); count > 0; count--) {
      hops.add(HopState.read(in, base));
    }
    return new SendingRoute(List.copyOf(ids), List.copyOf(hops));
  }
}
