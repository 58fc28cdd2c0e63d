package dev.todoku.cli.score;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.RecipientReport;
import dev.todoku.schema.Reason;

/**
 * What was expected of one recipient and what was found.
 *
 * @param place {@code file:index}
 * @param said what the reply was, or why there is none; for a person
 */
record ScoredRecipient(String place, Expected expected, BounceDiagnosis diagnosis, String said) {

  static ScoredRecipient of(Expected expected, Reading reading) {
    String place = expected.file() + ':' + expected.index();
    if (reading instanceof Reading.Report report) {
      if (expected.index() > report.recipients().size()) {
        return new ScoredRecipient(place, expected, BounceDiagnosis.NONE, "(no such recipient)");
      }
      RecipientReport recipient = report.recipients().get(expected.index() - 1);
      String text = recipient.reply().text();
      return new ScoredRecipient(place, expected, recipient.diagnosis(), text == null ? "" : text);
    }
    return new ScoredRecipient(place, expected, BounceDiagnosis.NONE, '(' + why(reading) + ')');
  }

  private static String why(Reading reading) {
    if (reading instanceof Reading.NotABounce other) {
      return other.why();
    }
    if (reading instanceof Reading.Unsubscribe) {
      return "a mail that unsubscribes";
    }
    return reading instanceof Reading.NotUnderstood unknown ? unknown.why() : "report on a domain";
  }

  static ScoredRecipient missing(Expected expected) {
    return new ScoredRecipient(
        expected.file() + ':' + expected.index(), expected, BounceDiagnosis.NONE, "(no such file)");
  }

  Reason reason() {
    return diagnosis.reason();
  }

  boolean isReasonRight() {
    return expected.isRight(reason());
  }

  boolean isDeadRight() {
    return expected.isRight(diagnosis.addressIsDead());
  }
}
