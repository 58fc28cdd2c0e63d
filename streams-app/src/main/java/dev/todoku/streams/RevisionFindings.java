package dev.todoku.streams;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Limits;
import dev.todoku.schema.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings that name what a revision changes, and why. */
public final class RevisionFindings {
  /** Prefix of the findings that name why the severity is another. */
  static final String SEVERITY = "severity-";

  /** Prefix of the findings that name why the scope is another. */
  static final String SCOPE = "scope-";

  private static final String ARROW = " \u2192 ";

  private RevisionFindings() {}

  /** Why an incident that was never so is withdrawn. */
  public static Indication withdrawn() {
    return Indication.of("late-withdrawn", false, null);
  }

  /** Why an incident opens long after it began. */
  public static Indication opened() {
    return Indication.of("late-opened", true, null);
  }

  /**
   * What changed.
   *
   * @param before the last revision
   * @param next the revision to publish
   * @param joined scopes that have become members
   * @param isLate whether events that came late are the reason
   */
  public static List<Indication> of(Alert before, Alert next, List<Scope> joined, boolean isLate) {
    List<Indication> findings = new ArrayList<>();
    if (next.severity() != before.severity()) {
      findings.add(Indication.of(severity(before, next), true, null));
    }
    if (!next.scope().equals(before.scope())) {
      findings.add(
          joined.isEmpty()
              ? Indication.of(SCOPE + "narrowed", true, cut(name(next.scope())))
              : Indication.of(SCOPE + "widened", true, cut(names(joined))));
    }
    if (isLate) {
      findings.addAll(late(before, next));
    }
    return findings;
  }

  private static String severity(Alert before, Alert next) {
    boolean refusesNow = before.evidence().failures() == 0 && next.evidence().failures() > 0;
    if (next.cause() == Cause.DNS_LIST && refusesNow) {
      return SEVERITY + "by-refusals";
    }
    return next.cause() == before.cause() ? SEVERITY + "by-figures" : SEVERITY + "by-cause";
  }

  private static List<Indication> late(Alert before, Alert next) {
    List<Indication> findings = new ArrayList<>();
    if (next.cause() != before.cause()) {
      findings.add(Indication.of("late-cause", true, null));
    }
    if (next.onset() != before.onset()) {
      findings.add(changed("late-onset", time(before.onset()), time(next.onset())));
    }
    if (next.detectedAt() != before.detectedAt()) {
      findings.add(changed("late-detection", time(before.detectedAt()), time(next.detectedAt())));
    }
    if (next.resolvedAt() != before.resolvedAt() && before.resolvedAt() != 0) {
      findings.add(changed("late-end", time(before.resolvedAt()), time(next.resolvedAt())));
    }
    if (!counts(next).equals(counts(before))) {
      findings.add(changed("late-counts", counts(before), counts(next)));
    }
    return findings;
  }

  private static Indication changed(String id, String before, String next) {
    return Indication.of(id, true, before + ARROW + next);
  }

  private static String time(long time) {
    return time == 0 ? "\u2013" : Instant.ofEpochMilli(time).toString();
  }

  private static String counts(Alert alert) {
    return alert.evidence().failures() + "/" + alert.evidence().attempts();
  }

  private static String names(List<Scope> scopes) {
    return scopes.stream().map(RevisionFindings::name).sorted().collect(Collectors.joining(", "));
  }

  private static String name(Scope scope) {
    String name =
        Stream.of(scope.provider(), scope.sourceIp(), scope.fromDomain())
            .filter(Objects::nonNull)
            .collect(Collectors.joining(" "));
    return name.isEmpty() ? "*" : name;
  }

  private static String cut(String value) {
    return value.length() <= Limits.NAME ? value : value.substring(0, Limits.NAME);
  }
}
