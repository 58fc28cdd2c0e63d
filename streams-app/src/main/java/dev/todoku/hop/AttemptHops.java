package dev.todoku.hop;

import dev.todoku.provider.ProviderNames;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.HopKind;
import dev.todoku.schema.NextHop;
import org.jspecify.annotations.Nullable;

/**
 * The hop of a single attempt, by what its own log line says. What other lines show (that the queue
 * which took a message is in a log that is read, that a program handed it back) follows from all
 * facts of the message, wherever its logs are read; so that it does not matter which came first.
 */
public final class AttemptHops {
  private final HopClassifier classifier;

  /**
   * By the tables that ship with Todoku.
   *
   * @throws IllegalArgumentException with file and line when one is wrong
   */
  public AttemptHops(HopSettings settings, ProviderNames providers) {
    Servers servers = Servers.load(ServerOwners.load(), providers);
    classifier = new HopClassifier(settings, servers, new PeerUse(servers));
  }

  /**
   * The hop of an attempt; null where it is the recipient's and nothing that may come can show
   * otherwise.
   *
   * @param host the server that tried
   */
  public @Nullable NextHop of(HopAttempt attempt, String host) {
    ClassifiedHop hop = classifier.hop(attempt, host, false, false);
    boolean isRecipients = hop.kind() == HopKind.PROVIDER || hop.kind() == HopKind.MAILBOX;
    if (isRecipients && !mayPassOn(attempt, hop)) {
      return null;
    }
    Peer peer = hop.peer();
    return new NextHop(
        hop.kind(),
        peer == null ? null : peer.name(),
        peer == null ? 0 : peer.port(),
        hop.because().name());
  }

  private static boolean mayPassOn(HopAttempt attempt, ClassifiedHop hop) {
    return attempt.isAccepted()
        && (NextQueueId.in(attempt.text()) != null || hop.because() == HopRule.LOCAL_DELIVERY);
  }

  /**
   * Whether another server of the same house took a message into its queue, which will name it: its
   * log may be read on another partition.
   */
  public static boolean isTakenByAnotherHost(HopAttempt attempt) {
    Peer peer = attempt.peer();
    return attempt.isAccepted()
        && NextQueueId.in(attempt.text()) != null
        && !NextQueueId.isForwarded(attempt.text())
        && peer != null
        && peer.address() != null
        && IpAddresses.isPrivate(peer.address());
  }

  /** What the sending server was configured to throw away, or threw away by a rule of its own. */
  public static NextHop thrownAway() {
    return new NextHop(HopKind.DISCARD, null, 0, HopRule.THROWN_AWAY.name());
  }

  /**
   * A filter by what it logged itself.
   *
   * @param program its name
   * @param isDiscarded whether it threw the message away
   */
  public static NextHop filter(String program, boolean isDiscarded) {
    HopRule rule = program.startsWith("open") ? HopRule.SIGNER_LOGGED : HopRule.FILTER_LOGGED;
    return new NextHop(isDiscarded ? HopKind.DISCARD : HopKind.OWN, program, 0, rule.name());
  }

  /** What an operator deleted from the queue goes nowhere. */
  public static NextHop deleted() {
    return new NextHop(HopKind.DISCARD, null, 0, HopRule.DELETED.name());
  }
}
