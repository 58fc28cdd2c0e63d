package dev.todoku.cli.demo;

import dev.todoku.cli.demo.DayLedger.Fate;
import dev.todoku.incident.AlertInvariant;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.simulate.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares what the topics tell with what really happened.
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
  List<Finding> missingFrom(Board board, Words words) {
    List<Finding> findings = new ArrayList<>();
    findings.addAll(genuineFindings(board, words));
    findings.addAll(dayFindings(board, words));
    findings.addAll(incidentFindings(board, words));
    if (board.deadLetters() > 0) {
      findings.add(Finding.of("missing.deadLetters", board.deadLetters()));
    }
    return findings;
  }

  /** Whether nothing is missing. */
  boolean areMetBy(Board board, Words words) {
    return missingFrom(board, words).isEmpty();
  }

  /** The incident of the block that really happened, empty when it was not noticed. */
  Optional<AlertStory> incident(Board board) {
    return board.alerts().stream().filter(this::isTheBlock).findFirst();
  }

  /** How long after its begin the block was noticed, in milliseconds of event time. */
  long delay(AlertStory incident) {
    return incident.opened().time() - truth.blockStart();
  }

  private List<Finding> genuineFindings(Board board, Words words) {
    return genuine.expected().stream()
        .filter(outcome -> !GenuineRun.isOn(board, outcome))
        .map(
            outcome ->
                Finding.of(
                    "missing.genuine",
                    outcome.messageId(),
                    outcome.recipient(),
                    words.status(outcome.status()),
                    outcome.reason().name(),
                    said(board, outcome.messageId(), outcome.recipient(), words)))
        .toList();
  }

  private List<Finding> dayFindings(Board board, Words words) {
    List<Fate> missing = day.notOn(board);
    if (missing.isEmpty()) {
      return List.of();
    }
    Fate first = missing.get(0);
    return List.of(
        Finding.of(
            "missing.day",
            missing.size(),
            first.messageId(),
            words.status(first.status()),
            said(board, first.messageId(), first.recipient(), words)));
  }

  private static String said(Board board, String messageId, String recipient, Words words) {
    return board
        .outcomeOf(messageId, recipient)
        .map(known -> words.status(known.status()) + " (" + known.reason() + ")")
        .orElse(words.say(NOTHING));
  }

  private List<Finding> incidentFindings(Board board, Words words) {
    List<Finding> findings = new ArrayList<>();
    Optional<AlertStory> block = incident(board);
    if (block.isEmpty()) {
      findings.add(Finding.of("missing.noIncident", truth.provider(), truth.sourceIp()));
    }
    block.ifPresent(story -> findings.addAll(timeFindings(story, words)));
    for (AlertStory story : board.alerts()) {
      for (AlertInvariant broken : story.contradictions()) {
        findings.add(
            Finding.of("missing.contradiction", story.opened().incidentId(), broken.label()));
      }
    }
    board.alerts().stream()
        .filter(story -> story.latest().state() != Alert.State.WITHDRAWN)
        .filter(story -> !story.isThreshold())
        .filter(story -> !story.equals(block.orElse(null)))
        .map(story -> Finding.of("missing.otherIncident", story.opened().incidentId()))
        .forEach(findings::add);
    return findings;
  }

  private List<Finding> timeFindings(AlertStory story, Words words) {
    List<Finding> findings = new ArrayList<>();
    long noticed = story.opened().time();
    if (noticed < truth.blockStart()) {
      findings.add(
          Finding.of("missing.early", words.time(noticed), words.time(truth.blockStart())));
    } else if (delay(story) > NOTICED_WITHIN.toMillis()) {
      findings.add(
          Finding.of(
              "missing.late",
              words.duration(delay(story)),
              words.duration(NOTICED_WITHIN.toMillis())));
    }
    Alert latest = story.latest();
    if (latest.onset() < truth.blockStart() - ONSET_WITHIN.toMillis()
        || latest.onset() > truth.blockStart() + ONSET_WITHIN.toMillis()) {
      findings.add(
          Finding.of("missing.onset", words.time(latest.onset()), words.time(truth.blockStart())));
    }
    if (story.isOpen()) {
      findings.add(Finding.of("missing.unresolved"));
    } else if (latest.resolvedAt() < truth.blockEnd()) {
      findings.add(
          Finding.of(
              "missing.resolvedEarly",
              words.time(latest.resolvedAt()),
              words.time(truth.blockEnd())));
    }
    return findings;
  }

  private boolean isTheBlock(AlertStory story) {
    Scope scope = story.opened().scope();
    return story.opened().cause() == Cause.IP_BLOCK
        && truth.provider().equals(scope.provider())
        && truth.sourceIp().equals(scope.sourceIp());
  }
}
