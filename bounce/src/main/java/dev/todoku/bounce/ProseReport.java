package dev.todoku.bounce;

import dev.todoku.schema.SmtpReply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a bounce message that is written for a person. */
final class ProseReport {
  private final BounceMessage message;
  private final BounceIdentity identity;
  private final BounceDiagnoser diagnostician;

  ProseReport(BounceMessage message, ReplyClassifier replies) {
    this.message = message;
    identity = message.identity(Fields.NONE);
    diagnostician = new BounceDiagnoser(replies, identity);
  }

  /** Null when it names no recipient. */
  @Nullable Reading reading() {
    List<RecipientFinder> addressees = RecipientFinder.in(message);
    if (addressees.isEmpty()) {
      return null;
    }
    Action action = action(message);
    List<RecipientReport> reports =
        addressees.stream().map(addressee -> report(addressee, action)).toList();
    return new Reading.Report(
        ReadBy.PROSE, identity, reports, new BounceEvents(identity).events(reports));
  }

  private RecipientReport report(RecipientFinder addressee, Action action) {
    Dialogue dialogue = addressee.dialogue();
    SmtpReply reply =
        new SmtpReply(
            dialogue.code(),
            ReplyText.status(null, dialogue.text()),
            dialogue.text().isEmpty() ? null : dialogue.text(),
            dialogue.command());
    long time = message.time("");
    return new RecipientReport(
        addressee.address(),
        addressee.sentTo(),
        action,
        reply,
        dialogue.remoteHost(),
        time,
        diagnostician.diagnose(action, reply, addressee.address(), dialogue.remoteHost(), time));
  }

  private static Action action(BounceMessage message) {
    Prose prose = message.prose();
    if (prose.says(Phrase.Kind.DELAYED) || message.subject().says(Phrase.Kind.DELAYED)) {
      return Action.DELAYED;
    }
    return prose.says(Phrase.Kind.DELIVERED) && !prose.says(Phrase.Kind.FAILED)
        ? Action.DELIVERED
        : Action.FAILED;
  }
}
