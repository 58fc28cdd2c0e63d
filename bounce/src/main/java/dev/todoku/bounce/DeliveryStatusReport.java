package dev.todoku.bounce;

import dev.todoku.schema.SmtpReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a delivery status (RFC 3464), with the help of the text beside them. */
final class DeliveryStatusReport {
  private final BounceMessage message;
  private final List<Fields> statuses;
  private final BounceIdentity identity;
  private final BounceDiagnoser diagnostician;
  private final List<RecipientStatus> recipients;
  private @Nullable List<RecipientFinder> addressees;

  DeliveryStatusReport(BounceMessage message, List<Fields> statuses, ReplyClassifier replies) {
    this.message = message;
    this.statuses = statuses;
    identity = message.identity(statuses.get(0));
    diagnostician = new BounceDiagnoser(replies, identity);
    recipients = new ArrayList<>(statuses.size());
    Set<List<String>> known = new HashSet<>();
    for (Fields block : statuses) {
      RecipientStatus recipient = RecipientStatus.of(block);
      if (recipient != null && known.add(recipient.fate())) {
        recipients.add(recipient);
      }
    }
  }

  /** Null when no block says what was done for which address. */
  @Nullable Reading reading(ReadBy readBy) {
    if (recipients.isEmpty()) {
      return null;
    }
    List<RecipientReport> reports = recipients.stream().map(this::report).toList();
    return new Reading.Report(
        readBy, identity, reports, new BounceEvents(identity).events(reports));
  }

  private RecipientReport report(RecipientStatus recipient) {
    Dialogue field = Dialogue.in(List.of(new ProseLine(recipient.diagnostic())));
    boolean isEnough = field.command() != null && !isSilent(recipient);
    RecipientFinder stated = isEnough ? null : recipientOf(recipient);
    SmtpReply reply = reply(recipient, field, stated);
    String remoteHost =
        recipient.remoteHost() == null && stated != null
            ? stated.dialogue().remoteHost()
            : recipient.remoteHost();
    long time = message.time(recipient.lastAttempt());
    return new RecipientReport(
        recipient.recipient(),
        recipient.originalRecipient(),
        recipient.action(),
        reply,
        remoteHost,
        time,
        recipient.refined(
            diagnostician.diagnose(
                recipient.action(), reply, recipient.recipient(), remoteHost, time)));
  }

  /** What the text beside the fields says of {@code recipient}; null when nothing. */
  private @Nullable RecipientFinder recipientOf(RecipientStatus recipient) {
    boolean isRefusal = recipient.action() == Action.FAILED || recipient.action() == Action.DELAYED;
    if (!isRefusal || statuses.isEmpty()) {
      return null;
    }
    if (recipients.size() == 1 && !isSilent(recipient)) {
      return new RecipientFinder(
          recipient.recipient(), null, Dialogue.aside(message.prose().lines()));
    }
    if (addressees == null) {
      addressees = RecipientFinder.in(message);
    }
    return RecipientFinder.of(
        addressees, recipients.size() == 1, recipient.recipient(), recipient.originalRecipient());
  }

  private SmtpReply reply(
      RecipientStatus recipient, Dialogue field, @Nullable RecipientFinder stated) {
    String diagnostic = recipient.diagnostic();
    if (Dialogue.isCut(diagnostic)) {
      diagnostic = Dialogue.whole(diagnostic, message.prose().lines());
    }
    int code = recipient.isExitStatus() ? 0 : ReplyText.code(diagnostic);
    String text = diagnostic;
    if (code == 0 && field.code() != 0 && !recipient.isExitStatus()) {
      code = field.code();
      text = field.text();
    }
    String command = field.command();
    if (stated != null) {
      Dialogue dialogue = stated.dialogue();
      command = command == null ? dialogue.command() : command;
      if (isSilent(recipient)) {
        code = code == 0 ? dialogue.code() : code;
        text = Lines.unfolded(dialogue.text() + ' ' + diagnostic);
      }
    }
    return new SmtpReply(
        code, ReplyText.status(recipient.status(), text), text.isEmpty() ? null : text, command);
  }

  /** Whether the field says less than the text beside it will: it has hardly a word. */
  private static boolean isSilent(RecipientStatus recipient) {
    return recipient.isExitStatus()
        || !Dialogue.hasLetters(recipient.diagnostic(), Dialogue.FEW_LETTERS);
  }
}
