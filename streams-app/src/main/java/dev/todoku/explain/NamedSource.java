package dev.todoku.explain;

import dev.todoku.dns.Ip;
import dev.todoku.hop.IpAddresses;
import dev.todoku.schema.SmtpReply;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sender's IP address as the server that refused the mail names it. A mail server's log seldom
 * has the address that it sends from; who refuses mostly says whom.
 */
final class NamedSource {
  /** An address; before it, what would make it the receiving server's own. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "((?:host|to|with) [^\\s\\[]+\\[)?"
              + "(?<![\\w.:])(\\d{1,3}(?:\\.\\d{1,3}){3}|[0-9a-fA-F]{1,4}:[0-9a-fA-F:]*:[0-9a-fA-F]{1,4})"
              + "(?![\\w:]|\\.\\d)");

  private NamedSource() {}

  /** The one public address that the reply names; empty when it names none, or several. */
  static Optional<String> in(@Nullable SmtpReply reply) {
    if (reply == null || reply.code() == 0 || reply.text() == null) {
      return Optional.empty();
    }
    List<String> named =
        ADDRESS
            .matcher(reply.text())
            .results()
            .filter(found -> found.group(1) == null)
            .map(NamedSource::address)
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  private static Optional<String> address(MatchResult found) {
    return Ip.parse(found.group(2))
        .map(Ip::text)
        .filter(ip -> !IpAddresses.isPrivate(ip) && !IpAddresses.isLoopback(ip));
  }
}
