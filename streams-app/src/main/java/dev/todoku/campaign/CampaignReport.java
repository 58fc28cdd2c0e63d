package dev.todoku.campaign;

import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import dev.todoku.text.Csv;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up the outcomes of one campaign; of each message and recipient the last revision holds. */
public final class CampaignReport {
  /** More would not fit into memory beside the pipeline. */
  static final int LARGEST = 2_000_000;

  private final String campaign;
  private final Map<Copy, Outcome> outcomes = new HashMap<>();
  private boolean isCut;

  private record Copy(String messageId, String recipient) {}

  /** A report of {@code campaign}, as {@code origin.campaign} of the events names it. */
  public CampaignReport(String campaign) {
    this.campaign = campaign;
  }

  /** Takes in an outcome, if it is of the campaign. */
  public void add(Outcome outcome) {
    if (!campaign.equals(outcome.origin().campaign())) {
      return;
    }
    Copy copy = new Copy(outcome.messageId(), outcome.recipient());
    if (outcomes.size() >= LARGEST && !outcomes.containsKey(copy)) {
      isCut = true;
      return;
    }
    outcomes.merge(copy, outcome, (old, next) -> next.revision() >= old.revision() ? next : old);
  }

  public String campaign() {
    return campaign;
  }

  /** Whether there were more outcomes than a report takes. */
  public boolean isCut() {
    return isCut;
  }

  /** Messages and recipients of which anything is known. */
  public int total() {
    return outcomes.size();
  }

  /** How many stand where. */
  public Map<Status, Long> byStatus() {
    Map<Status, Long> counts = new EnumMap<>(Status.class);
    outcomes.values().forEach(outcome -> counts.merge(outcome.status(), 1L, Long::sum));
    return counts;
  }

  /** How many failed for good, by reason; an expiry counts for what was behind it. */
  public Map<Reason, Long> byReason() {
    Map<Reason, Long> counts = new EnumMap<>(Reason.class);
    failures().forEach(outcome -> counts.merge(reason(outcome), 1L, Long::sum));
    return counts;
  }

  /** What failed for good, by reason, then by recipient. */
  public List<Outcome> failures() {
    List<Outcome> failures = new ArrayList<>();
    outcomes.values().stream().filter(o -> o.status().isFailure()).forEach(failures::add);
    failures.sort(
        Comparator.comparing(CampaignReport::reason)
            .thenComparing(Outcome::recipient)
            .thenComparing(Outcome::messageId));
    return failures;
  }

  /** How many recipients complained. */
  public long complaints() {
    return outcomes.values().stream().filter(outcome -> outcome.complainedAt() != 0).count();
  }

  /** The reason behind an outcome. */
  public static Reason reason(Outcome outcome) {
    return outcome.temporaryReason() == null ? outcome.reason() : outcome.temporaryReason();
  }

  /** Names of the columns of {@link #csv}. */
  public static String csvHeader() {
    return Csv.row(
        "reason", "fault", "recipient", "provider", "status", "time", "message_id", "reply");
  }

  /** A failure as a row of CSV. */
  public static String csv(Outcome outcome) {
    return Csv.row(
        reason(outcome),
        outcome.fault(),
        outcome.recipient(),
        outcome.provider(),
        outcome.status(),
        Instant.ofEpochMilli(outcome.time()),
        outcome.messageId(),
        outcome.reply() == null ? null : outcome.reply().text());
  }
}
