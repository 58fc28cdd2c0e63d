package dev.todoku.senders;

import dev.todoku.detect.AtProviders;
import dev.todoku.detect.Batch;
import dev.todoku.detect.ChannelMonitor;
import dev.todoku.detect.Diagnosis;
import dev.todoku.detect.FirstContactJudge;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.FailureType;
import java.util.ArrayList;
import java.util.List;

/** Decides what an alarm in a sender's own streams means. */
final class SenderCause {
  /** Below this a server that believes it hosts the domain would let too much pass. */
  private static final double NEARLY_ALL = .8;

  private static final int FEW = 3;

  /** Every list has a few addresses that have died since; of a bad one it is more than this. */
  private static final double BAD = .05;

  private SenderCause() {}

  /**
   * Rules on an alarm that stands.
   *
   * @param batch what the stream is limited to, {@link Batch#NONE} for all mail of the sender
   * @param time event time now, in milliseconds
   */
  static Diagnosis of(ChannelMonitor monitor, String batch, long time) {
    List<String> providers = monitor.failingMembers();
    return switch (monitor.channel()) {
      case AUTHENTICATION_FAILURES -> authentication(providers);
      case OWN_DOMAIN_FAILURES -> ownDomain(monitor);
      case UNKNOWN_FIRST_CONTACTS -> FirstContactJudge.rule(monitor, batch, time);
      case UNKNOWN_RECIPIENTS -> list(monitor, providers, batch);
      default -> Diagnosis.NONE;
    };
  }

  /**
   * Which channel is watched in a batch: a campaign goes to a list; where there is none, first
   * contacts are those of a list or of a form.
   */
  static FailureType channelOf(String batch) {
    return Batch.isOfSingleMails(batch)
        ? FailureType.UNKNOWN_FIRST_CONTACTS
        : FailureType.UNKNOWN_RECIPIENTS;
  }

  private static Diagnosis authentication(List<String> providers) {
    boolean atSeveral = providers.size() > 1;
    Indication where = AtProviders.of(providers, atSeveral);
    return new Diagnosis(
        Cause.AUTHENTICATION, atSeveral ? Confidence.HIGH : Confidence.MEDIUM, List.of(where));
  }

  private static Diagnosis ownDomain(ChannelMonitor monitor) {
    long attempts = monitor.detector().standing().attempts();
    long failures = monitor.detector().standing().failures();
    if (failures < FEW || failures < NEARLY_ALL * attempts) {
      return Diagnosis.NONE;
    }
    return new Diagnosis(
        Cause.LOCAL_MISCONFIGURATION,
        Confidence.MEDIUM,
        List.of(Indication.of("own-domain-unknown", true, null)));
  }

  /** A list that nearly all live on is none to stop for the few of whom nothing was known. */
  private static Diagnosis list(ChannelMonitor monitor, List<String> providers, String batch) {
    if (monitor.failingShareOfAll() < BAD) {
      return Diagnosis.NONE;
    }
    List<Indication> findings = new ArrayList<>();
    findings.add(Indication.of("one-campaign", true, Batch.name(batch)));
    findings.add(Indication.of("unproven-recipients", true, null));
    boolean atSeveral = providers.size() > 1;
    findings.add(AtProviders.of(providers, atSeveral));
    return new Diagnosis(
        Cause.LIST_QUALITY, atSeveral ? Confidence.HIGH : Confidence.LOW, List.copyOf(findings));
  }
}
