package dev.todoku.pipeline;

import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a minute says of one scope: its trials, and which other scopes its refusals show in too. */
final class ScopeMinute {
  private final Scope scope;
  private final Set<Scope> rivals = new HashSet<>();
  private List<Evidence.Sample> samples = List.of();
  private long attempts;
  private long refusals;

  ScopeMinute(Scope scope) {
    this.scope = scope;
  }

  void add(MinuteRow row, Scope rival) {
    attempts += row.attempts();
    refusals += row.policyRefusals();
    if (row.policyRefusals() > 0) {
      rivals.add(rival);
      samples = Samples.with(samples, row.samples());
    }
  }

  Scope scope() {
    return scope;
  }

  Set<Scope> rivals() {
    return rivals;
  }

  List<Evidence.Sample> samples() {
    return samples;
  }

  int attempts() {
    return Math.toIntExact(attempts);
  }

  int refusals() {
    return Math.toIntExact(refusals);
  }
}
