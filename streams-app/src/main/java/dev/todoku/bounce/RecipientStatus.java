package dev.todoku.bounce;

import dev.todoku.schema.Address;

/**
 * The fields of one recipient (RFC 3464 section 2.3).
 *
 * @param recipient address of the recipient
 * @param originalRecipient the address sent to, null when the same or unknown
 * @param action what became of the message
 * @param status the enhanced status that the report gives, null when none
 * @param diagnostic what the server said, decoded; empty when the report does not tell
 * @param isExitStatus whether that is what a local program said, such as 255
 * @param remoteHost the server that said it, null when unknown
 * @param lastAttempt the field as it came, empty when there is none
 */
record RecipientStatus(
    String recipient,
    String originalRecipient,
    Action action,
    String status,
    String diagnostic,
    boolean isExitStatus,
    String remoteHost,
    String lastAttempt) {

  /** Sendmail's type of diagnostic for what a local program said. */
  private static final String EXIT_STATUS = "x-unix";

  /** Null when {@code block} does not say what was done for which address. */
  static RecipientStatus of(Fields block) {
    String last = address(block, "Final-Recipient");
    String original = address(block, "Original-Recipient");
    String status = ReplyText.firstStatus(block.first("Status"));
    Action action = action(block, status);
    if ((last == null && original == null) || action == null) {
      return null;
    }
    TypedValue diagnostic = diagnostic(block);
    return new RecipientStatus(
        last == null ? original : last,
        last == null || original == null || same(last, original) ? null : original,
        action,
        status,
        EncodedWords.decode(diagnostic.value()),
        diagnostic.type().equals(EXIT_STATUS),
        TypedValue.of(block.first("Remote-MTA")).host(),
        block.first("Last-Attempt-Date"));
  }

  private static String address(Fields block, String name) {
    return TypedValue.of(EncodedWords.decode(block.first(name))).address();
  }

  /** A server that leaves out what was done, but gives a status of class 5, has failed. */
  private static Action action(Fields block, String status) {
    String given = TypedValue.firstWord(block.first("Action"));
    return given.isEmpty() && status != null && status.startsWith("5.")
        ? Action.FAILED
        : Action.of(given);
  }

  /** Some servers write the field twice: what a program said, and what a server said. */
  private static TypedValue diagnostic(Fields block) {
    if (!block.has("Diagnostic-Code")) {
      return new TypedValue("", remark(block.first("Status")));
    }
    TypedValue first = TypedValue.of(block.first("Diagnostic-Code"));
    return block.all("Diagnostic-Code").stream()
        .map(TypedValue::of)
        .filter(value -> value.type().equals("smtp"))
        .findFirst()
        .orElse(first);
  }

  /** What stands in parentheses behind a status, which some servers use for the diagnostic. */
  private static String remark(String status) {
    int open = status.indexOf('(');
    int close = status.lastIndexOf(')');
    return open > 0 && close > open ? status.substring(open + 1, close) : "";
  }

  private static boolean same(String a, String b) {
    return Address.DEFAULT.normal(a).equals(Address.DEFAULT.normal(b));
  }
}
