package dev.todoku.bounce;

import dev.todoku.schema.Address;
import dev.todoku.schema.SmtpReply;
import java.util.Locale;
import java.util.Set;

/**
 * The fields of one recipient (RFC 3464 section 2.3).
 *
 * @param recipient address of the recipient
 * @param originalRecipient the address sent to, null when the same or unknown
 * @param action one of those of RFC 3464, in lower case
 * @param reply what the server said, with the status that says most
 * @param remoteHost the server that said it, null when unknown
 * @param lastAttempt the field as it came, empty when there is none
 */
record RecipientStatus(
    String recipient,
    String originalRecipient,
    String action,
    SmtpReply reply,
    String remoteHost,
    String lastAttempt) {

  /** Sendmail's type of diagnostic for what a local program said, such as 255. */
  private static final String EXIT_STATUS = "x-unix";

  private static final Set<String> ACTIONS =
      Set.of("failed", "delayed", "delivered", "relayed", "expanded");

  /** Null when {@code block} does not say what was done for which address. */
  static RecipientStatus of(Fields block) {
    String last = TypedValue.of(block.first("Final-Recipient")).address();
    String original = TypedValue.of(block.first("Original-Recipient")).address();
    String action = block.first("Action").split("[\\s(;]", 2)[0].toLowerCase(Locale.ROOT);
    if ((last == null && original == null) || !ACTIONS.contains(action)) {
      return null;
    }
    return new RecipientStatus(
        last == null ? original : last,
        last == null || original == null || same(last, original) ? null : original,
        action,
        reply(block),
        TypedValue.of(block.first("Remote-MTA")).host(),
        block.first("Last-Attempt-Date"));
  }

  private static boolean same(String a, String b) {
    return Address.DEFAULT.normal(a).equals(Address.DEFAULT.normal(b));
  }

  private static SmtpReply reply(Fields block) {
    TypedValue diagnostic = TypedValue.of(block.first("Diagnostic-Code"));
    String text = EncodedWords.decode(diagnostic.value());
    return new SmtpReply(
        diagnostic.type().equals(EXIT_STATUS) ? 0 : ReplyText.code(text),
        ReplyText.status(ReplyText.firstStatus(block.first("Status")), text),
        text.isEmpty() ? null : text,
        null);
  }

  /** Whether the sending server gave up on what the receiving one had called temporary. */
  boolean gaveUpOnTemporary() {
    boolean refusedForGood = reply.code() >= 500;
    return !refusedForGood && reply.status() != null && reply.status().startsWith("4.");
  }
}
