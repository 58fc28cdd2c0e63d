package dev.todoku.explain;

import dev.todoku.schema.Fault;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How mail to others at the same provider fared in the hour in which a mail was refused: whether it
 * is this mail's own problem.
 *
 * @param accepted mails that were accepted
 * @param ended mails of which the end is known, the accepted ones among them
 */
public record OthersFared(long accepted, long ended) {
  /** Before and after the refusal, so far is looked. */
  public static final long AROUND_MS = 30 * 60_000L;

  /** With fewer, chance decides. */
  private static final long ENOUGH = 5;

  /** Faults of which others say nothing. */
  private static final Set<Fault> OF_ADDRESS = Set.of(Fault.ADDRESS, Fault.MAILBOX);

  /**
   * Empty where a mail was not refused by the receiving side or for what concerns this address
   * alone, and where it was the only one.
   */
  static Optional<OthersFared> of(MessageExplanation explanation, AnswerSources sources) {
    Outcome outcome = explanation.outcome();
    if (outcome == null || !explanation.isSeenByReceiver() || isOwn(explanation, outcome)) {
      return Optional.empty();
    }
    long failedAt = RelatedIncident.failedAt(outcome);
    if (failedAt == 0) {
      return Optional.empty();
    }
    long own = outcome.status() == Status.DEFERRED ? 0 : 1;
    return sources
        .others(outcome.provider(), failedAt)
        .map(all -> new OthersFared(all.accepted(), all.ended() - own))
        .filter(others -> others.ended() > 0 && others.accepted() <= others.ended());
  }

  /** What is said to be filtered for a recipient is a block where it is said of all of them. */
  private static boolean isOwn(MessageExplanation explanation, Outcome outcome) {
    boolean isFiltered = Situation.why(outcome) == Reason.FILTERED;
    return (OF_ADDRESS.contains(outcome.fault()) && !isFiltered)
        || explanation.situation() == Situation.TAKEN_SINCE
        || explanation.situation() == Situation.RESET_SINCE
        || Situation.why(outcome) == Reason.EMAIL_TOO_LARGE;
  }

  /** Whether nearly all others got theirs. */
  boolean isAlone() {
    return ended >= ENOUGH && accepted * 10 >= ended * 9;
  }

  /** For a program and a person. */
  Map<String, Object> json(String provider, ExplanationWords words) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accepted", accepted);
    json.put("ended", ended);
    String figures =
        words.get("others.figures", provider, words.number(ended), words.number(accepted));
    json.put("said", ended < ENOUGH ? figures : figures + words.get("others." + meaning()));
    return json;
  }

  private String meaning() {
    if (isAlone()) {
      return "own";
    }
    return accepted * 2 < ended ? "all" : "some";
  }
}
