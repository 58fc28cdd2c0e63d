package dev.todoku.bounce;

import dev.todoku.provider.ServerOwners;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who handed a message to our servers, by its fields Received (RFC 5321 section 4.4). Our servers
 * put theirs on top; below the one in which the first of them took the message from outside, anyone
 * may have written anything.
 *
 * @param name the outside server's name as the DNS confirms it, null when unknown
 * @param ip its address, {@value #NO_ADDRESS} when the field does not say; null when there was none
 * @param isOwn whether no outside server handed it over: one of ours wrote it
 */
record HandOver(@Nullable String name, @Nullable String ip, boolean isOwn) {
  private static final HandOver UNKNOWN = new HandOver(null, null, false);

  /** Postfix and Sendmail: {@code from HELO (NAME [IP])}; the name is confirmed by the DNS. */
  private static final Pattern CLIENT =
      Pattern.compile(
          "\\((?:\\S+@)?([A-Za-z0-9_.-]+?)\\.? \\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\]([^)]*)\\)");

  /**
   * Exim: {@code from NAME ([IP] helo=HELO)} where the DNS confirms the name, forward and back;
   * else the address stands first. That qmail and Exchange write names there, too, does not count:
   * theirs are what the client says, or what whoever owns the address says.
   */
  private static final Pattern EXIM_CLIENT =
      Pattern.compile(
          "^from ([A-Za-z0-9_.-]+?)\\.? \\(\\[(?:IPv6:)?([0-9A-Fa-f.:]+)\\](?::\\d+)?(?:"
              + " [^)]*)?\\)",
          Pattern.CASE_INSENSITIVE);

  private static final String EXIM = "(Exim ";

  /**
   * What the server itself submits, its own bounce messages above all: Exim names the user that it
   * runs as, Sendmail the machine. Of a client over the network both write the address, in
   * brackets.
   */
  private static final Pattern SUBMITTED_HERE =
      Pattern.compile(
          "^from (?:[^\\s()\\[\\]]+ by \\S+ with local \\(Exim |localhost \\(localhost\\) by \\S+"
              + " \\(8\\.)",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern ADDRESS =
      Pattern.compile("[\\[(](?:IPv6:)?([0-9]+(?:\\.[0-9]+){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)[\\])]");

  /** There was an outside server, and the field does not say its address. */
  private static final String NO_ADDRESS = "unknown";

  private static final Pattern BY = Pattern.compile("\\bby ([A-Za-z0-9_.-]+)");
  private static final int LONGEST_ADDRESS = 45;

  /** By the values of the fields Received, the newest first. */
  static HandOver of(List<String> received, ServerOwners owners) {
    for (String field : received) {
      if (isFromOutside(field)) {
        HandOver hop = hop(field);
        if (!isBetweenOwn(hop, field, owners)) {
          return hop;
        }
      }
    }
    return received.isEmpty() ? UNKNOWN : new HandOver(null, null, true);
  }

  private static boolean isFromOutside(String field) {
    return field.regionMatches(true, 0, "from ", 0, 5) && !SUBMITTED_HERE.matcher(field).find();
  }

  private static HandOver hop(String field) {
    int end = field.indexOf(" by ");
    String from = end < 0 ? field : field.substring(0, end);
    Matcher client = CLIENT.matcher(from);
    if (client.find()) {
      String name = client.group(1).toLowerCase(Locale.ROOT);
      // Sendmail: "may be forged"; Postfix: "unknown".
      boolean isConfirmed =
          name.indexOf('.') > 0
              && !client.group(3).contains("forged")
              && ReceivedTrace.host(name) != null;
      return new HandOver(
          isConfirmed ? ReceivedTrace.host(name) : null, ip(client.group(2)), false);
    }
    Matcher exim = EXIM_CLIENT.matcher(from);
    if (end >= 0 && field.indexOf(EXIM, end) > 0 && exim.find()) {
      return new HandOver(
          ReceivedTrace.host(exim.group(1).toLowerCase(Locale.ROOT)), ip(exim.group(2)), false);
    }
    Matcher address = ADDRESS.matcher(from);
    return new HandOver(null, address.find() ? ip(address.group(1)) : NO_ADDRESS, false);
  }

  private static boolean isBetweenOwn(HandOver hop, String field, ServerOwners owners) {
    if (hop.ip != null && (hop.ip.startsWith("127.") || hop.ip.equals("::1"))) {
      return true;
    }
    Matcher by = BY.matcher(field);
    return hop.name != null
        && by.find()
        && by.group(1).indexOf('.') > 0
        && owners
            .organisation(hop.name)
            .equals(owners.organisation(by.group(1).toLowerCase(Locale.ROOT)));
  }

  private static String ip(String text) {
    return text.length() > LONGEST_ADDRESS ? NO_ADDRESS : text;
  }
}
