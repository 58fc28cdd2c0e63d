package dev.todoku.correlate;

import dev.todoku.schema.Address;
import dev.todoku.schema.Bounce;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Unmatched;
import dev.todoku.streams.TypedSink;
import dev.todoku.streams.UnmatchedSink;
import dev.todoku.wire.RecipientNote;
import java.util.List;

/** Passes on reports that do not find their message by its Message-ID. */
final class UnmatchedPublisher {
  private final TypedSink<String, Bounce> matchRequests;
  private final UnmatchedSink unmatched;
  private final TypedSink<String, RecipientNote> notes;
  private final Address address;

  UnmatchedPublisher(
      TypedSink<String, Bounce> matchRequests,
      UnmatchedSink unmatched,
      TypedSink<String, RecipientNote> notes,
      Address address) {
    this.matchRequests = matchRequests;
    this.unmatched = unmatched;
    this.notes = notes;
    this.address = address;
  }

  /** Asks the stage Recipients, which knows the latest messages of the bounce's recipient. */
  void lookUp(Bounce bounce) {
    matchRequests.send(address.normal(bounce.sentTo()), bounce, bounce.time());
  }

  /** Reports that no message was found, with the reason, to everybody and to Recipients. */
  void giveUp(MailEvent report, String why) {
    Unmatched given = unmatched.send(report, List.of(MatchedBy.MESSAGE_ID), why);
    notes.send(
        address.normal(UnmatchedSink.recipientOf(report)), RecipientNote.of(given), report.time());
  }
}
