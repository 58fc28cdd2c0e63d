package dev.todoku.bounce;

import dev.todoku.provider.ProviderNames;
import dev.todoku.schema.Address;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A refusal as the conditions of rules look at it. What costs a search is found when asked for. */
final class SmtpExchange {
  private final RefusedReply refusal;
  private final ProviderNames providers;
  private final int code;
  private final String status;
  private final boolean isOwnStatus;
  private final @Nullable SmtpCommand command;

  /**
   * An exchange.
   *
   * @param code SMTP reply code, 0 when unknown
   * @param status enhanced status, empty when unknown
   * @param isOwnStatus whether the server itself gave it; else another program may have guessed
   */
  SmtpExchange(
      RefusedReply refusal, int code, String status, boolean isOwnStatus, ProviderNames providers) {
    this.refusal = refusal;
    this.code = code;
    this.status = status;
    this.isOwnStatus = isOwnStatus;
    this.providers = providers;
    this.command = SmtpCommand.of(refusal.reply().command());
  }

  int code() {
    return code;
  }

  String status() {
    return status;
  }

  /** Null when unknown. */
  @Nullable SmtpCommand command() {
    return command;
  }

  /** Whether the server called it temporary; its own reply code outranks what others made of it. */
  boolean isTemporary() {
    return code == 0 ? status.startsWith("4") : code / 100 == 4;
  }

  /**
   * Whether the rest goes with words that call the recipient unknown: a status of the address (x.1)
   * or an answer to RCPT, whatever its status, since only the recipient is asked about there (after
   * DATA, a status of the server's own); where no server's reply is given, a program speaks for
   * itself. To other commands a status of policy (x.7) or of the mailbox (x.2) goes against them,
   * and one of policy where the command is only inferred.
   */
  boolean supportsUnknown() {
    if (isOfAddress() && (command != SmtpCommand.DATA || isOwnStatus)) {
      return true;
    }
    if (command == SmtpCommand.DATA) {
      return false;
    }
    boolean isOfPolicy = status.startsWith(".7.", 1);
    if (command == SmtpCommand.RCPT) {
      boolean isInferred = RefusedCommand.PIPELINED_RCPT.equals(refusal.reply().command());
      return !(isInferred && isOwnStatus && isOfPolicy);
    }
    boolean goesAgainst = isOfPolicy || status.startsWith(".2.", 1);
    return code == 0 && !goesAgainst;
  }

  /** Whether the status is of the address (x.1) and not of the sender's (x.1.7, x.1.8). */
  private boolean isOfAddress() {
    return status.startsWith(".1.", 1) && !isOfSender();
  }

  /** Whether the status is of the sender's address. */
  boolean isOfSender() {
    return status.endsWith(".1.7") || status.endsWith(".1.8");
  }

  /**
   * Whether the status is of the syntax of the recipient's address (x.1.3, RFC 3463 section 3.2),
   * and that breaks the rules: it may be somebody's address all the same.
   */
  boolean isOfBrokenAddress() {
    String recipient = refusal.recipient();
    return status.endsWith(".1.3") && recipient != null && DotString.isBroken(recipient);
  }

  /** Whether the server's own status speaks of the protocol or of policy, not of the domain. */
  boolean isOfPolicy() {
    return isOwnStatus && (status.startsWith(".7.", 1) || status.startsWith(".5.", 1));
  }

  /** Whether the server gave a reply without a status, and another program put one beside it. */
  boolean isGuessedStatus() {
    String text = refusal.reply().text();
    return !status.isEmpty() && !isOwnStatus && text != null && ReplyText.code(text) != 0;
  }

  /** Whether no mail had been named yet. */
  boolean isBeforeMail() {
    return command == SmtpCommand.CONNECT || command == SmtpCommand.HELO;
  }

  /** Whether the sender was refused for good before it had named any mail. */
  boolean isAtTheDoor() {
    return code >= 500 && isBeforeMail();
  }

  /** Whose addresses and domains the reply names. */
  NamedParty names() {
    String text = refusal.reply().text();
    return NamedParty.in(
        text == null ? "" : text, refusal.recipient(), refusal.sender(), refusal.remoteHost());
  }

  /** Whether neither a reply code nor an enhanced status is known. */
  boolean isBare() {
    return code == 0 && status.isEmpty();
  }

  /** Whether the message was given up. */
  boolean isFinal() {
    return refusal.isFinal();
  }

  /** Milliseconds since 1970; the far future when unknown, since servers are as they are today. */
  long time() {
    return refusal.time() == 0 ? Long.MAX_VALUE : refusal.time();
  }

  /** Whether the recipient's domain, or the server that answered, is of {@code provider}. */
  boolean isAt(String provider) {
    if (refusal.recipient() != null
        && provider.equals(providers.of(normal(Address.domainOf(refusal.recipient()))))) {
      return true;
    }
    return isOf(provider, refusal.remoteHost());
  }

  /** Whether a server of {@code provider} wrote the report. */
  boolean isReportedBy(String provider) {
    return isOf(provider, refusal.reportedBy());
  }

  /** A provider without a name of its own is a domain, and has the servers below it. */
  private boolean isOf(String provider, @Nullable String host) {
    return host != null
        && (provider.equals(providers.of(normal(host)))
            || (provider.indexOf('.') > 0 && normal(host).endsWith('.' + provider)));
  }

  private static String normal(String domain) {
    String lower = domain.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
