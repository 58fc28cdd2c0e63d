package dev.todoku.cli.demo;

import dev.todoku.cli.demo.DayLedger.Fate;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.simulate.Truth;
import dev.todoku.streams.AlertInvariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what the topics say with what really happened.
 *
 * @param genuine the genuine run
 * @param day what became of the simulated messages
 * @param truth what really happened in the simulated day
 */
record Expectations(GenuineRun genuine, DayLedger day, Truth truth) {
  /** The block must be noticed within this time of its begin; it takes some refused mail. */
  static final Duration NOTICED_WITHIN = Duration.ofMinutes(30);

  /** The first refusals may be few, and stragglers of before may be among them. */
  static final Duration ONSET_WITHIN = Duration.ofMinutes(10);

  private static final String NOTHING = "missing.genuine.none";

  /** What is not as expected; empty when everything is. */
  List<Deviation> missingFrom(OutputView board, DemoWords words) {
    List<Deviation> findings = new ArrayList<>();
    findings.addAll(genuineFindings(board, words));
    findings.addAll(dayFindings(board, words));
    findings.addAll(incidentFindings(board, words));
    if (board.deadLetters() > 0) {
      findings.add(Deviation.of("missing.deadLetters", board.deadLetters()));
    }
    return findings;
  }

  /** Whether nothing is missing. */
  boolean areMetBy(OutputView board, DemoWords words) {
    return missingFrom(board, words).isEmpty();
  }

  /** The incident of the block that really happened, empty when it was not noticed. */
  Optional<IncidentHistory> incident(OutputView board) {
    return board.alerts().stream().filter(this::isTheBlock).findFirst();
  }

  /** How long after its begin the block was noticed, in milliseconds of event time. */
  long delay(IncidentHistory incident) {
    return incident.opened().time() - truth.blockStart();
  }

  private List<Deviation> genuineFindings(OutputView board, DemoWords words) {
    return genuine.expected().stream()
        .filter(outcome -> !GenuineRun.isOn(board, outcome))
        .map(
            outcome ->
                Deviation.of(
                    "missing.genuine",
                    outcome.messageId(),
                    outcome.recipient(),
                    words.status(outcome.status()),
                    outcome.reason().name(),
                    said(board, outcome.messageId(), outcome.recipient(), words)))
        .toList();
  }

  private List<Deviation> dayFindings(OutputView board, DemoWords words) {
    List<Fate> missing = day.notOn(board);
    if (missing.isEmpty()) {
      return List.of();
    }
    Fate first = missing.get(0);
    return List.of(
        Deviation.of(
            "missing.day",
            missing.size(),
            first.messageId(),
            words.status(first.status()),
            said(board, first.messageId(), first.recipient(), words)));
  }

  private static String said(
      OutputView board, String messageId, String recipient, DemoWords words) {
    return board
        .outcomeOf(messageId, recipient)
        .map(known -> words.status(known.status()) + " (" + known.reason() + ")")
        .orElse(words.say(NOTHING));
  }

  private List<Deviation> incidentFindings(OutputView board, DemoWords words) {
    List<Deviation> findings = new ArrayList<>();
    Optional<IncidentHistory> block = incident(board);
    if (block.isEmpty()) {
      findings.add(Deviation.of("missing.noIncident", truth.provider(), truth.sourceIp()));
    }
    block.ifPresent(history -> findings.addAll(timeFindings(history, words)));
    for (IncidentHistory history : board.alerts()) {
      for (AlertInvariant broken : history.contradictions()) {
        findings.add(
            Deviation.of("missing.contradiction", history.opened().incidentId(), broken.label()));
      }
    }
    board.alerts().stream()
        .filter(history -> history.latest().state() != Alert.State.WITHDRAWN)
        .filter(history -> !history.isThreshold())
        .filter(history -> !history.equals(block.orElse(null)))
        .map(history -> Deviation.of("missing.otherIncident", history.opened().incidentId()))
        .forEach(findings::add);
    return findings;
  }

  private List<Deviation> timeFindings(IncidentHistory history, DemoWords words) {
    List<Deviation> findings = new ArrayList<>();
    long noticed = history.opened().time();
    if (noticed < truth.blockStart()) {
      findings.add(
          Deviation.of("missing.early", words.time(noticed), words.time(truth.blockStart())));
    } else if (delay(history) > NOTICED_WITHIN.toMillis()) {
      findings.add(
          Deviation.of(
              "missing.late",
              words.duration(delay(history)),
              words.duration(NOTICED_WITHIN.toMillis())));
    }
    Alert latest = history.latest();
    if (latest.onset() < truth.blockStart() - ONSET_WITHIN.toMillis()
        || latest.onset() > truth.blockStart() + ONSET_WITHIN.toMillis()) {
      findings.add(
          Deviation.of(
              "missing.onset", words.time(latest.onset()), words.time(truth.blockStart())));
    }
    if (history.isOpen()) {
      findings.add(Deviation.of("missing.unresolved"));
    } else if (latest.resolvedAt() < truth.blockEnd()) {
      findings.add(
          Deviation.of(
              "missing.resolvedEarly",
              words.time(latest.resolvedAt()),
              words.time(truth.blockEnd())));
    }
    return findings;
  }

  private boolean isTheBlock(IncidentHistory history) {
    Scope scope = history.opened().scope();
    return history.opened().cause() == Cause.IP_BLOCK
        && truth.provider().equals(scope.provider())
        && truth.sourceIp().equals(scope.sourceIp());
  }
}
