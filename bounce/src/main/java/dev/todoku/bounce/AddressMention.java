package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An address in the text of a bounce message.
 *
 * @param address as it stands there
 * @param line number of the line, from 0
 * @param end where it ends in that line
 * @param role what it stands there for
 */
record AddressMention(String address, int line, int end, Role role) {

  /** What an address stands for, the surest first. */
  enum Role {
    /** The line begins with it, as where servers list those that failed. */
    LISTED,
    /** Words before it say that it failed. */
    NAMED,
    /** The argument of RCPT TO. */
    COMMAND,
    /** A server's reply names it. */
    REPLY,
    /** Anything else. */
    OTHER,
    /** The one sent to, of which the failed one was made. */
    SENT_TO,
    /** It is said to be something else than a recipient. */
    NO_RECIPIENT
  }

  /** Whether the text speaks of it, other than by a line of an SMTP dialogue. */
  boolean isSentence() {
    return role == Role.LISTED || role == Role.NAMED;
  }

  private static final String LEADING = " \t<\"'*>-[(\u00b7\u2022\u30fb\u3000";
  private static final String X400 = ":SMTP=";
  private static final int LONGEST_LOCAL_PART = 130;
  private static final int LONGEST_DOMAIN = 255;

  /** Far more than any genuine bounce message has before the original. */
  private static final int MOST = 1_000;

  /** The addresses in {@code lines}, in order. */
  static List<AddressMention> in(Prose prose) {
    List<ProseLine> lines = prose.lines();
    List<AddressMention> mentions = new ArrayList<>();
    boolean wrapped = false;
    boolean isOpen = false;
    int margin = 0;
    for (int i = 0; i < lines.size() && mentions.size() < MOST; i++) {
      ProseLine line = lines.get(i);
      int indent = line.text().length() - line.text().stripLeading().length();
      isOpen &= !line.text().isBlank() && indent > margin;
      int before = mentions.size();
      find(line, i, wrapped || isOpen, mentions);
      if (!isOpen && mentions.size() > before && goesOn(mentions.get(before), line.text())) {
        isOpen = true;
        margin = indent;
      }
      wrapped = line.says(Phrase.Kind.NOT_RECIPIENT) && !endsSentence(line.text());
    }
    return mentions;
  }

  /**
   * Whether {@code line} begins with a recipient of whom it goes on to speak, as in Postfix's
   * {@code <a@b>: host c said:}. The lines below that are indented deeper belong to it.
   */
  private static boolean goesOn(AddressMention first, String line) {
    return first.role == Role.LISTED && Dialogue.hasLetters(line.substring(first.end), 1);
  }

  private static boolean endsSentence(String line) {
    String bare = line.stripTrailing();
    return bare.isEmpty() || ".:!。".indexOf(bare.charAt(bare.length() - 1)) >= 0;
  }

  private static void find(
      ProseLine words, int number, boolean wrapped, List<AddressMention> mentions) {
    String line = words.text();
    int from = 0;
    for (int at = line.indexOf('@'); at >= 0; at = line.indexOf('@', Math.max(at + 1, from))) {
      int start = start(line, at, from);
      int end = end(line, at);
      if (start < at && end > at + 1) {
        String before = line.substring(0, start);
        Role found = role(before, words, start);
        Role role = wrapped && found == Role.LISTED ? Role.NO_RECIPIENT : found;
        mentions.add(new AddressMention(line.substring(start, end), number, end, role));
        from = end;
      }
    }
  }

  private static int start(String line, int at, int from) {
    int start = at;
    if (at > from && line.charAt(at - 1) == '"') {
      int open = line.lastIndexOf('"', at - 2);
      return open >= from && at - open < LONGEST_LOCAL_PART ? open : at;
    }
    int limit = Math.max(from, at - LONGEST_LOCAL_PART);
    while (start > limit && isLocal(line.charAt(start - 1))) {
      start--;
    }
    if (isOfX400(line.substring(0, Math.min(at, start + "SMTP=".length())))) {
      start += "SMTP=".length();
    }
    while (start < at && (line.charAt(start) == '.' || line.charAt(start) == '\'')) {
      start++;
    }
    return start;
  }

  private static int end(String line, int at) {
    int end = at + 1;
    int limit = Math.min(line.length(), at + LONGEST_DOMAIN);
    while (end < limit && isDomain(line.charAt(end))) {
      end++;
    }
    while (end > at + 1 && (line.charAt(end - 1) == '.' || line.charAt(end - 1) == '-')) {
      end--;
    }
    return end;
  }

  private static boolean isLocal(char c) {
    return isDomain(c) || "!#$%&'*+/=?^_`{|}~".indexOf(c) >= 0;
  }

  /** Letters outside ASCII too (RFC 6531), but not those that are written without spaces. */
  private static boolean isDomain(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || (c >= 0xc0 && c < 0x2000);
  }

  /** How Exchange writes an address of the Internet among those of X.400. */
  private static boolean isOfX400(String before) {
    return before.regionMatches(true, before.length() - X400.length(), X400, 0, X400.length());
  }

  private static Role role(String before, ProseLine line, int start) {
    if (isOfX400(before)) {
      return Role.LISTED;
    }
    if (line.says(Phrase.Kind.SENT_TO)) {
      return Role.SENT_TO;
    }
    String lower = Lines.unfolded(before).toLowerCase(Locale.ROOT);
    if (lower.endsWith("rcpt to:<") || lower.endsWith("rcpt to: <") || lower.endsWith("rcpt to:")) {
      return Role.COMMAND;
    }
    if (lower.endsWith("from:<") || lower.endsWith("from:") || lower.endsWith("from: <")) {
      return Role.NO_RECIPIENT;
    }
    if (isDecoration(before)) {
      return Role.LISTED;
    }
    if (line.says(Phrase.Kind.NOT_RECIPIENT)) {
      return Role.NO_RECIPIENT;
    }
    if (line.namesRecipientBefore(start)) {
      return Role.NAMED;
    }
    return Dialogue.startsWithCode(line.text()) ? Role.REPLY : Role.OTHER;
  }

  private static boolean isDecoration(String before) {
    for (int i = 0; i < before.length(); i++) {
      if (LEADING.indexOf(before.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
