package dev.todoku.bounce;

import dev.todoku.schema.Address;
import dev.todoku.schema.Reason;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one recipient (RFC 3464 section 2.3).
 *
 * @param recipient address of the recipient
 * @param originalRecipient the address sent to, null when the same or unknown
 * @param action what became of the message
 * @param status the enhanced status that the report gives, null when none
 * @param diagnostic what the server said, decoded; empty when the report does not say
 * @param isHearsay whether these are words of another server without any code
 * @param isExitStatus whether that is what a local program said, such as 255
 * @param category how the reporting server classified it, in its own words; empty when it does not
 * @param remoteHost the server that said it, null when unknown
 * @param lastAttempt the field as it came, empty when there is none
 */
record RecipientStatus(
    String recipient,
    @Nullable String originalRecipient,
    Action action,
    @Nullable String status,
    String diagnostic,
    boolean isHearsay,
    boolean isExitStatus,
    String category,
    @Nullable String remoteHost,
    String lastAttempt) {

  /** How RFC 3463 describes every status x.y.0. */
  private static final String NO_REMARK = "other or undefined";

  /** A permanent failure, nothing else (RFC 3463 section 3.1). */
  private static final String SAYS_NOTHING = "5.0.0";

  /** Sendmail's type of diagnostic for what a local program said. */
  private static final String EXIT_STATUS = "x-unix";

  /** Null when {@code block} does not say what was done for which address. */
  static @Nullable RecipientStatus of(Fields block) {
    String last = address(block, "Final-Recipient");
    String original = address(block, "Original-Recipient");
    String status = ReplyText.firstStatus(block.first("Status"));
    TypedValue diagnostic = diagnostic(block);
    Action action = action(block, status, ReplyText.code(diagnostic.value()));
    String recipient = last == null ? original : last;
    if (recipient == null || action == null) {
      return null;
    }
    return new RecipientStatus(
        recipient,
        last == null || original == null || same(last, original) ? null : original,
        action,
        status,
        EncodedWords.decode(diagnostic.value()),
        isHearsay(diagnostic, status),
        diagnostic.type().equals(EXIT_STATUS),
        block.first("X-PowerMTA-BounceCategory"),
        TypedValue.of(block.first("Remote-MTA")).host(),
        block.first("Last-Attempt-Date"));
  }

  /** Equal for blocks that say the same of the same recipient. */
  List<String> fate() {
    String sentTo = originalRecipient == null ? "" : Address.DEFAULT.normal(originalRecipient);
    return List.of(Address.DEFAULT.normal(recipient), sentTo, action.name(), diagnostic);
  }

  private static @Nullable String address(Fields block, String name) {
    return TypedValue.of(EncodedWords.decode(block.first(name))).address();
  }

  /**
   * A server that leaves out what was done, but gives a status of class 5 or a reply of refusal,
   * has failed.
   *
   * @param code of the reply in the diagnostic, 0 when it has none
   */
  private static @Nullable Action action(Fields block, @Nullable String status, int code) {
    String given = TypedValue.firstWord(block.first("Action"));
    if (!given.isEmpty()) {
      return Action.of(given);
    }
    boolean isFailed = status == null ? code >= 500 : status.startsWith("5.");
    if (isFailed) {
      return Action.FAILED;
    }
    return status == null && code >= 400 ? Action.DELAYED : null;
  }

  /** Some servers write the field twice: what a program said, and what a server said. */
  private static TypedValue diagnostic(Fields block) {
    TypedValue first = null;
    for (String value : block.all("Diagnostic-Code")) {
      TypedValue diagnostic = TypedValue.of(value);
      if (diagnostic.type().equals("smtp")) {
        return diagnostic;
      }
      first = first == null ? diagnostic : first;
    }
    return first == null ? new TypedValue("", remark(block.first("Status"))) : first;
  }

  /** What stands in parentheses behind a status, which some servers use for the diagnostic. */
  private static String remark(String status) {
    int open = status.indexOf('(');
    int close = status.lastIndexOf(')');
    String remark = open > 0 && close > open ? status.substring(open + 1, close) : "";
    return remark.toLowerCase(Locale.ROOT).startsWith(NO_REMARK) ? "" : remark;
  }

  /**
   * {@code stated}, as far as the report bears it out. Where that is a guess the reporting server
   * may know more. Of words of which it does not say what they answered, and which it gives no
   * status for, it is not known whether they mean the address.
   */
  BounceDiagnosis refined(BounceDiagnosis stated) {
    if (action != Action.FAILED) {
      return stated;
    }
    if (isHearsay && stated.reason() == Reason.USER_UNKNOWN) {
      return new BounceDiagnosis(
          Reason.FILTERED, false, DiagnosisConfidence.GUESS, stated.rule(), stated.hints());
    }
    return stated.confidence() == DiagnosisConfidence.GUESS
        ? ReportingMta.of(category, isExitStatus ? diagnostic : null).or(stated)
        : stated;
  }

  /**
   * Whether {@code diagnostic} is of another server, without a code of its own or one beside it.
   */
  private static boolean isHearsay(TypedValue diagnostic, @Nullable String status) {
    boolean isQuote = diagnostic.type().isEmpty() || diagnostic.type().equals("smtp");
    boolean hasCode =
        !SAYS_NOTHING.equals(status) || diagnostic.value().chars().anyMatch(Character::isDigit);
    return isQuote && !diagnostic.value().isEmpty() && !hasCode;
  }

  private static boolean same(String a, String b) {
    return Address.DEFAULT.normal(a).equals(Address.DEFAULT.normal(b));
  }
}
