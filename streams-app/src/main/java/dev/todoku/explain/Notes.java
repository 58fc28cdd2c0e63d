package dev.todoku.explain;

import dev.todoku.bounce.Hints;
import dev.todoku.message.AddressForm;
import dev.todoku.remedy.MailSteps;
import dev.todoku.schema.Address;
import dev.todoku.schema.MatchedBy;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What is worth knowing of a message beside its verdict. */
public final class Notes {
  private static final Set<Reason> OF_DOMAIN = Set.of(Reason.HOST_UNKNOWN, Reason.NOT_ACCEPT);

  /** Temporary refusals that stay until somebody does something. */
  private static final Set<Reason> NOT_BY_WAITING =
      Set.of(
          Reason.REQUIRE_PTR,
          Reason.AUTH_FAILURE,
          Reason.BLOCKED,
          Reason.BAD_REPUTATION,
          Reason.POLICY_VIOLATION,
          Reason.SECURITY_ERROR,
          Reason.FAILED_STARTTLS,
          Reason.REJECTED,
          Reason.NO_RELAYING,
          Reason.SPAM_DETECTED);

  private final MessageExplanation explanation;
  private final ExplanationWords words;
  private final List<String> notes = new ArrayList<>();

  private Notes(MessageExplanation explanation, ExplanationWords words) {
    this.explanation = explanation;
    this.words = words;
  }

  /** What to add to the verdict, a sentence each; may be empty. */
  public static List<String> of(
      MessageExplanation explanation, Knowledge knowledge, ExplanationWords words) {
    Notes notes = new Notes(explanation, words);
    notes.notes.addAll(Proof.of(explanation, words));
    if (explanation.suppressed() && !explanation.adviceKey().equals(Reason.SUPPRESSED.name())) {
      notes.add("note.suppressed");
    }
    if (explanation.outcome() != null) {
      notes.ofHop(explanation.outcome());
      notes.ofTimes(explanation.outcome());
      notes.ofOtherMail(explanation.outcome());
      notes.ofBounce(explanation.outcome());
      notes.ofReason(explanation.outcome(), knowledge);
      notes.ofReply(explanation.outcome());
      notes.ofSender(explanation.outcome(), knowledge);
      notes.ofRetries(explanation.outcome());
    }
    return List.copyOf(notes.notes);
  }

  private void ofHop(Outcome outcome) {
    if (outcome.stoppedAtHop() != null) {
      String because = HopNames.because(outcome.stoppedAtHop(), words);
      if (!because.isEmpty()) {
        add("note.hop", HopNames.name(outcome.stoppedAtHop(), words), because);
      }
    }
  }

  private void ofTimes(Outcome outcome) {
    boolean isRevised = outcome.deliveredAt() != 0 && outcome.bouncedAt() > outcome.deliveredAt();
    if (isRevised) {
      add("note.late", words.time(outcome.deliveredAt()), words.time(outcome.bouncedAt()));
    }
    if (outcome.deliveredAt() != 0 && outcome.deliveredAt() < outcome.sentAt()) {
      add("note.clocks");
    }
    if (outcome.status() == Status.DELIVERED && outcome.deferredAt() != 0) {
      long from = outcome.sentAt() == 0 ? outcome.deferredAt() : outcome.sentAt();
      add("note.delay", words.span(outcome.deliveredAt() - from));
    }
  }

  private void ofOtherMail(Outcome outcome) {
    OtherMail other = explanation.other();
    boolean isRefused = outcome.status().isFailure() || outcome.status() == Status.DEFERRED;
    if (explanation.situation() == Situation.RESET_SINCE) {
      add("note.resetSince", words.time(other.resetAt()));
    }
    if (other.takenSince() != 0) {
      add("note.takenSince", words.time(other.takenSince()));
    } else if (isRefused && other.takenBefore() != 0) {
      add("note.takenBefore", words.time(other.takenBefore()));
    }
  }

  private void ofBounce(Outcome outcome) {
    if (outcome.autoRepliedAt() != 0) {
      add("note.autoReplied", words.time(outcome.autoRepliedAt()));
    }
    if (outcome.bounceNamed() != null) {
      add("note.forwarded", outcome.bounceNamed());
    }
    if (outcome.matchedBy() != null && outcome.matchedBy() != MatchedBy.MESSAGE_ID) {
      add("note.matched", words.of("matched", outcome.matchedBy()));
    }
  }

  private void ofReason(Outcome outcome, Knowledge knowledge) {
    if (outcome.temporaryReason() != null) {
      add("note.temporary", words.of("reason", outcome.temporaryReason()));
    }
    if (outcome.reason() == Reason.EMAIL_TOO_LARGE && explanation.size() != 0) {
      add("note.size", words.number(explanation.size()));
    }
    if (explanation.situation() == Situation.MALFORMED_ADDRESS) {
      add("note.quoted", AddressForm.quoted(explanation.recipient()));
    }
    if (OF_DOMAIN.contains(outcome.reason())) {
      List<String> meant = knowledge.meant(explanation.recipient());
      if (!meant.isEmpty()) {
        add("note.typo", String.join(", ", meant));
      }
    }
  }

  /** What the server announced beside its refusal. */
  private void ofReply(Outcome outcome) {
    Reason refusal =
        outcome.temporaryReason() == null ? outcome.reason() : outcome.temporaryReason();
    Hints hints = Hints.of(outcome.reply(), refusal);
    if (hints.sizeLimit() != 0) {
      add("note.sizeLimit", words.number(hints.sizeLimit()));
    }
    if (hints.waitSeconds() != 0) {
      add("note.wait", words.span(hints.waitSeconds() * 1_000));
    }
    if (hints.scope() != null) {
      add("note.scope", words.of("scope", hints.scope()));
    }
    if (hints.listing() != null) {
      add("note.listing", hints.listing());
    }
  }

  /** Case 22: in whose name the mail is. Receivers compare From with who sends it. */
  private void ofSender(Outcome outcome, Knowledge knowledge) {
    String from = outcome.origin().fromDomain();
    String envelope = Address.domainOf(explanation.sender());
    if (explanation.details().replyTo() != null) {
      add("note.replyTo", explanation.details().replyTo());
    }
    if (from == null) {
      return;
    }
    if (knowledge.mailboxDomains().contains(from)) {
      boolean isTaken = Steps.state(explanation) == MailSteps.State.TAKEN;
      add(isTaken ? "note.foreignFrom.accepted" : "note.foreignFrom", from);
    } else if (outcome.reason() == Reason.AUTH_FAILURE
        && !envelope.isEmpty()
        && !areAligned(from, envelope)) {
      add("note.returnPath", envelope, from);
    }
  }

  /** Whether the server's own retries can succeed, and until when it tries. */
  private void ofRetries(Outcome outcome) {
    if (outcome.status() == Status.DEFERRED
        && outcome.stoppedAtHop() == null
        && outcome.sentAt() != 0
        && NOT_BY_WAITING.contains(outcome.reason())) {
      add("note.retries", words.time(outcome.sentAt() + Steps.QUEUE_LIFETIME_MS));
    }
  }

  /** As DMARC's relaxed alignment has it, RFC 7489 section 3.1, where one is below the other. */
  private static boolean areAligned(String a, String b) {
    return a.equals(b) || a.endsWith('.' + b) || b.endsWith('.' + a);
  }

  private void add(String key, Object... values) {
    notes.add(words.get(key, values));
  }
}
