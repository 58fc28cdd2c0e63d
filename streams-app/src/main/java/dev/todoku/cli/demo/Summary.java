package dev.todoku.cli.demo;

import dev.todoku.schema.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of a demo. Times are epoch milliseconds of event time.
 *
 * @param asExpected whether nothing is missing
 * @param genuineRecipients (message, recipient) pairs of the genuine log
 * @param genuineAsExpected those whose outcome is what the log says
 * @param mails of the simulated day
 * @param mailsAsExpected those whose outcome is what they met
 * @param outcomes what the simulated mails met
 * @param incident the block that was noticed, null when it was not
 * @param deadLetters records that could not be processed
 * @param missing what is not as expected, for a person
 * @param firstOutcomeSeconds from the start to the first outcome, 0 when there was none
 * @param seconds the whole demo took
 */
record Summary(
    boolean asExpected,
    long genuineRecipients,
    long genuineAsExpected,
    long mails,
    long mailsAsExpected,
    Map<Status, Integer> outcomes,
    @Nullable Block incident,
    long deadLetters,
    List<String> missing,
    double firstOutcomeSeconds,
    double seconds) {

  /**
   * A block that was noticed.
   *
   * @param onset when it began, as far as the detector shows
   * @param noticedAt when the alert opened
   * @param delayMs from the true begin to the alert
   * @param resolvedAt when it ended, 0 while it has not
   */
  record Block(
      @Nullable String provider,
      @Nullable String sourceIp,
      long onset,
      long noticedAt,
      long delayMs,
      long resolvedAt) {}

  static Summary of(
      Expectations expectations,
      OutputView board,
      DemoWords words,
      double firstOutcomeSeconds,
      double seconds) {
    DayLedger day = expectations.day();
    List<Deviation> findings = expectations.missingFrom(board, words);
    return new Summary(
        findings.isEmpty(),
        expectations.genuine().expected().size(),
        expectations.genuine().seenOn(board),
        day.size(),
        day.size() - day.notOn(board).size(),
        new TreeMap<>(day.counts()),
        expectations.incident(board).map(history -> block(expectations, history)).orElse(null),
        board.deadLetters(),
        findings.stream().map(finding -> finding.in(words)).toList(),
        firstOutcomeSeconds,
        seconds);
  }

  private static Block block(Expectations expectations, IncidentHistory history) {
    return new Block(
        history.opened().scope().provider(),
        history.opened().scope().sourceIp(),
        history.opened().onset(),
        history.opened().time(),
        expectations.delay(history),
        history.latest().resolvedAt());
  }

  /** As lines for a person. */
  List<Row> rows(DemoWords words) {
    List<Row> rows = new ArrayList<>();
    rows.add(
        asExpected
            ? new Row(words.say("summary.good"), Row.Tone.GOOD)
            : new Row(words.say("summary.bad"), Row.Tone.ALARM));
    missing.forEach(text -> rows.add(Row.plain("  " + text)));
    String counts =
        outcomes.entrySet().stream()
            .map(
                count -> words.say("summary.count", words.status(count.getKey()), count.getValue()))
            .collect(Collectors.joining(", "));
    rows.add(Row.plain(words.say("summary.genuine", genuineAsExpected, genuineRecipients)));
    rows.add(Row.plain(words.say("summary.day", mailsAsExpected, mails, counts)));
    if (incident != null) {
      rows.add(
          Row.plain(
              words.say(
                  "summary.incident",
                  words.provider(incident.provider()),
                  incident.sourceIp(),
                  words.time(incident.onset()),
                  words.duration(incident.delayMs()),
                  incident.resolvedAt() == 0 ? "-" : words.time(incident.resolvedAt()))));
    }
    rows.add(Row.plain(words.say("summary.took", seconds, firstOutcomeSeconds)));
    return rows;
  }
}
