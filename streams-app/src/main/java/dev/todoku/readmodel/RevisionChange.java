package dev.todoku.readmodel;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a revision of an incident changed.
 *
 * @param kind what changed
 * @param from what it was, null when there was nothing to compare with
 * @param to what it is, null when it is gone
 * @param text what was found, for a person; null for others than findings
 */
public record RevisionChange(
    Kind kind, @Nullable String from, @Nullable String to, @Nullable Text text) {

  /** What can change. */
  public enum Kind {
    OPENED,
    REOPENED,
    ENDED,
    WITHDRAWN,
    SEVERITY,
    CAUSE,
    SCOPE,
    /** More failures, of more attempts. */
    FAILURES,
    /** Something more was found: why the cause or severity is another. */
    FOUND,
    /** Something that was found no longer holds. */
    NO_LONGER
  }

  /**
   * What changed, the most important first.
   *
   * @param before the revision before, null when this is the first that is known
   */
  static List<RevisionChange> between(@Nullable Alert before, Alert after) {
    List<RevisionChange> changes = new ArrayList<>();
    if (before == null) {
      changes.add(new RevisionChange(Kind.OPENED, null, counts(after), null));
      return changes;
    }
    if (before.state().isOpen() != after.state().isOpen()) {
      changes.add(new RevisionChange(state(after), null, counts(after), null));
    }
    add(changes, Kind.SEVERITY, before.severity(), after.severity());
    add(changes, Kind.CAUSE, before.cause(), after.cause());
    add(changes, Kind.SCOPE, before.scope().key(), after.scope().key());
    if (before.evidence().failures() != after.evidence().failures()
        && before.state().isOpen() == after.state().isOpen()) {
      add(changes, Kind.FAILURES, counts(before), counts(after));
    }
    findings(changes, Kind.FOUND, before, after);
    findings(changes, Kind.NO_LONGER, after, before);
    return List.copyOf(changes);
  }

  private static Kind state(Alert after) {
    return switch (after.state()) {
      case OPEN, UPDATED -> Kind.REOPENED;
      case RESOLVED -> Kind.ENDED;
      case WITHDRAWN -> Kind.WITHDRAWN;
    };
  }

  private static String counts(Alert alert) {
    Evidence evidence = alert.evidence();
    return evidence.failures() + "/" + Math.max(evidence.failures(), evidence.attempts());
  }

  private static void add(List<RevisionChange> changes, Kind kind, Object from, Object to) {
    if (!Objects.equals(from, to)) {
      changes.add(new RevisionChange(kind, String.valueOf(from), String.valueOf(to), null));
    }
  }

  /** Findings of {@code with} that {@code without} does not have. */
  private static void findings(List<RevisionChange> changes, Kind kind, Alert without, Alert with) {
    Set<String> known =
        without.evidence().findings().stream()
            .map(Evidence.Indication::id)
            .collect(Collectors.toSet());
    with.evidence().findings().stream()
        .filter(finding -> !known.contains(finding.id()))
        .forEach(
            finding ->
                changes.add(
                    new RevisionChange(
                        kind,
                        kind == Kind.FOUND ? null : finding.id(),
                        kind == Kind.FOUND ? finding.id() : null,
                        finding.text())));
  }
}
