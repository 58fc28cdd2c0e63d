package dev.todoku.explain;

import dev.todoku.dns.fact.FactEvidence;
import dev.todoku.schema.Fault;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the DNS shows of the sender of a mail that was refused for its sender. */
public final class SenderTrouble {
  /** Whose mail may be refused for what the DNS says of its sender. */
  private static final Set<Fault> OF_SENDER =
      EnumSet.of(Fault.REPUTATION, Fault.AUTHENTICATION, Fault.UNKNOWN);

  private SenderTrouble() {}

  /** What the DNS shows of the sender; nothing where the sender is not to blame. */
  public static SenderDns of(MessageExplanation explanation, SenderDns.Source source) {
    return mayBeOfSender(explanation)
        ? source.dns(explanation.known().origin().fromDomain(), explanation.sourceIp())
        : SenderDns.NOTHING;
  }

  /** What is wrong, the worst first; empty where nothing is. */
  static List<Map<String, Object>> json(FactEvidence wrong, String language) {
    return wrong.pieces().stream().map(piece -> json(piece, language)).toList();
  }

  /** Nobody can mend the records of a domain that is not the sender's. */
  private static boolean mayBeOfSender(MessageExplanation explanation) {
    Outcome outcome = explanation.outcome();
    if (outcome == null || RelatedIncident.failedAt(outcome) == 0) {
      return false;
    }
    boolean isTheirs =
        explanation.situation() == Situation.FOREIGN_FROM
            || explanation.situation() == Situation.TAKEN_SINCE
            || explanation.situation() == Situation.RESET_SINCE;
    return !isTheirs
        && (OF_SENDER.contains(outcome.fault()) || Situation.why(outcome) == Reason.REQUIRE_PTR);
  }

  private static Map<String, Object> json(FactEvidence.Piece piece, String language) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("kind", piece.kind());
    json.put("about", piece.about());
    json.put("said", piece.text().in(language));
    if (piece.fix() != null) {
      json.put("fix", piece.fix().in(language));
    }
    if (piece.publish() != null) {
      json.put("publish", piece.publish());
    }
    if (piece.where() != null) {
      json.put("at", piece.where());
    }
    return json;
  }
}
