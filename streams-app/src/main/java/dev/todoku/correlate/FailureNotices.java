package dev.todoku.correlate;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.dns.fact.SenderCheck;
import dev.todoku.explain.Explainer;
import dev.todoku.explain.ExplanationWords;
import dev.todoku.explain.History;
import dev.todoku.explain.Knowledge;
import dev.todoku.explain.MessageExplanation;
import dev.todoku.explain.OutcomeText;
import dev.todoku.explain.SenderDns;
import dev.todoku.explain.SenderTrouble;
import dev.todoku.explain.Steps;
import dev.todoku.provider.ProviderNames;
import dev.todoku.remedy.MailSteps;
import dev.todoku.schema.Address;
import dev.todoku.schema.FailureNotice;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.SendDetails;
import dev.todoku.schema.Text;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody is to be told of a failure, and what: once a message and recipient, when it is
 * known both that it has failed and who asked to be told. Times in it are UTC.
 */
final class FailureNotices {
  private static final ExplanationWords JAPANESE = ExplanationWords.of("ja", ZoneOffset.UTC);
  private static final ExplanationWords ENGLISH = ExplanationWords.of("en", ZoneOffset.UTC);

  /** Read once, not by every task. */
  private static final Knowledge KNOWLEDGE = Knowledge.load();

  private static final MailSteps STEPS = MailSteps.load();

  private final Explainer explainer;
  private final Address address;
  private final KnownFacts dns;

  FailureNotices(Address address, ProviderNames providers, KnownFacts dns) {
    this.address = address;
    this.dns = dns;
    this.explainer = new Explainer(address, KNOWLEDGE, providers);
  }

  /**
   * What to tell of a change; empty when there is nothing new to tell, or nobody to tell it.
   *
   * @param before null when nothing was known
   */
  Optional<FailureNotice> of(@Nullable Outcome before, Outcome now) {
    String to = notifyTo(now);
    boolean isKnown = before != null && notifyTo(before) != null;
    return to == null || isKnown ? Optional.empty() : Optional.of(notice(now, to));
  }

  /** Whom to tell that it has failed; null when it has not, or nobody asked for that. */
  private static @Nullable String notifyTo(Outcome outcome) {
    SendDetails details = outcome.details();
    return details == null || !outcome.status().isFailure() ? null : details.notifyTo();
  }

  private FailureNotice notice(Outcome outcome, String to) {
    MessageExplanation explained =
        explainer.message(
            new History(List.of(outcome), 0),
            outcome.messageId(),
            address.normal(outcome.recipient()));
    Outcome judged = Objects.requireNonNull(explained.outcome());
    SendDetails details = outcome.details();
    return new FailureNotice(
        outcome.messageId(),
        outcome.recipient(),
        outcome.time(),
        to,
        outcome.status(),
        outcome.reason(),
        judged.fault(),
        judged.addressIsDead(),
        new Text(OutcomeText.of(explained, JAPANESE), OutcomeText.of(explained, ENGLISH)),
        steps(explained, outcome.time()),
        outcome.reply(),
        details == null ? null : details.subject(),
        outcome.origin());
  }

  /** What the DNS showed of the sender when the message failed comes first. */
  private List<RemedyStep> steps(MessageExplanation explained, long time) {
    SenderDns sender =
        SenderTrouble.of(explained, (domain, ip) -> SenderDns.of(dns, domain, ip, time));
    Set<SenderCheck> inOrder = sender.inOrder().checks();
    List<Steps.Shown> japanese = new Steps(STEPS, JAPANESE).of(explained, false, inOrder);
    List<Steps.Shown> english = new Steps(STEPS, ENGLISH).of(explained, false, inOrder);
    List<RemedyStep> both = new ArrayList<>(sender.wrong().steps());
    for (int i = 0; i < japanese.size(); i++) {
      both.add(
          new RemedyStep(
              japanese.get(i).id(),
              new Text(japanese.get(i).text(), english.get(i).text()),
              japanese.get(i).at()));
    }
    return both;
  }
}
