package dev.todoku.bounce;

import dev.todoku.provider.ProviderNames;
import dev.todoku.schema.Address;
import java.util.Locale;

/** A refusal as the conditions of rules look at it. What costs a search is found when asked for. */
final class Exchange {
  private final Refusal refusal;
  private final ProviderNames providers;
  private final int code;
  private final String status;
  private final boolean isOwnStatus;
  private final SmtpCommand command;

  /**
   * An exchange.
   *
   * @param code SMTP reply code, 0 when unknown
   * @param status enhanced status, empty when unknown
   * @param isOwnStatus whether the server itself gave it; else another program may have guessed
   */
  Exchange(Refusal refusal, int code, String status, boolean isOwnStatus, ProviderNames providers) {
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
  SmtpCommand command() {
    return command;
  }

  /** Whether the server called it temporary; its own reply code outranks what others made of it. */
  boolean isTemporary() {
    return code == 0 ? status.startsWith("4") : code / 100 == 4;
  }

  /**
   * Whether the rest goes with words that call the recipient unknown: a status of the address (x.1)
   * or an answer to RCPT (after DATA, a status of the server's own); where no server's reply is
   * told, a program speaks for itself. A status of policy (x.7) goes against them, unless another
   * program put it beside a server's answer to RCPT.
   */
  boolean supportsUnknown() {
    boolean isOfAddress = status.startsWith(".1.", 1);
    if (isOfAddress && (command != SmtpCommand.DATA || isOwnStatus)) {
      return true;
    }
    boolean isGuess = command == SmtpCommand.RCPT && !isOwnStatus;
    boolean isOfPolicy = status.startsWith(".7.", 1) && !isGuess;
    if (command == SmtpCommand.DATA || isOfPolicy) {
      return false;
    }
    boolean isOfMailbox = status.startsWith(".2.", 1);
    return command == SmtpCommand.RCPT || (code == 0 && !isOfMailbox);
  }

  /** Whether the sender was refused for good before it had named any mail. */
  boolean isAtTheDoor() {
    return code >= 500 && (command == SmtpCommand.CONNECT || command == SmtpCommand.HELO);
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
  private boolean isOf(String provider, String host) {
    return host != null
        && (provider.equals(providers.of(normal(host)))
            || (provider.indexOf('.') > 0 && normal(host).endsWith('.' + provider)));
  }

  private static String normal(String domain) {
    String lower = domain.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
