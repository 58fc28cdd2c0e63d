package dev.todoku.sender;

import dev.todoku.detect.AtProviders;
import dev.todoku.detect.Batch;
import dev.todoku.detect.Ruling;
import dev.todoku.detect.Watch;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence.Indication;
import java.util.ArrayList;
import java.util.List;

/** Decides what an alarm in a sender's own streams means. */
final class SenderCause {
  /** Below this a server that believes it hosts the domain would let too much pass. */
  private static final double NEARLY_ALL = .8;

  private static final int FEW = 3;

  private SenderCause() {}

  /**
   * Rules on an alarm that stands.
   *
   * @param batch what the stream is limited to, {@link Batch#NONE} for all mail of the sender
   */
  static Ruling of(Watch watch, String batch) {
    List<String> providers = watch.failingMembers();
    return switch (watch.channel()) {
      case AUTHENTICATION_FAILURES -> authentication(providers);
      case OWN_DOMAIN_FAILURES -> ownDomain(watch);
      case UNKNOWN_FIRST_CONTACTS ->
          new Ruling(
              Cause.FORM_ABUSE,
              Confidence.MEDIUM,
              List.of(
                  Indication.of("mail-stream", true, Batch.name(batch)),
                  Indication.of("first-contacts", true, null)));
      case UNKNOWN_RECIPIENTS -> list(providers, batch);
      default -> Ruling.NONE;
    };
  }

  /** Which channel is watched in a batch: a form makes single mails, a list makes a campaign. */
  static Channel channelOf(String batch) {
    return Batch.isOfSingleMails(batch)
        ? Channel.UNKNOWN_FIRST_CONTACTS
        : Channel.UNKNOWN_RECIPIENTS;
  }

  private static Ruling authentication(List<String> providers) {
    boolean atSeveral = providers.size() > 1;
    Indication where = AtProviders.of(providers, atSeveral);
    return new Ruling(
        Cause.AUTHENTICATION, atSeveral ? Confidence.HIGH : Confidence.MEDIUM, List.of(where));
  }

  private static Ruling ownDomain(Watch watch) {
    long attempts = watch.detector().standing().attempts();
    long failures = watch.detector().standing().failures();
    if (failures < FEW || failures < NEARLY_ALL * attempts) {
      return Ruling.NONE;
    }
    return new Ruling(
        Cause.LOCAL_MISCONFIGURATION,
        Confidence.MEDIUM,
        List.of(Indication.of("own-domain-unknown", true, null)));
  }

  private static Ruling list(List<String> providers, String batch) {
    List<Indication> findings = new ArrayList<>();
    findings.add(Indication.of("one-campaign", true, Batch.name(batch)));
    findings.add(Indication.of("unproven-recipients", true, null));
    boolean atSeveral = providers.size() > 1;
    findings.add(AtProviders.of(providers, atSeveral));
    return new Ruling(
        Cause.LIST_QUALITY, atSeveral ? Confidence.HIGH : Confidence.LOW, List.copyOf(findings));
  }
}
