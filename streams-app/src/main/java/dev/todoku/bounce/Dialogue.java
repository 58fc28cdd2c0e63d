package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a text tells of an SMTP dialogue.
 *
 * @param code the reply code of the refusal, 0 when it tells none
 * @param text the reply; all words of the text where it has none of its own
 * @param command the SMTP command that was refused ("RCPT", "DATA" …), null when not told
 * @param remoteHost the server that refused it, null when not told
 */
record Dialogue(int code, String text, String command, String remoteHost) {

  /** The words after which a mail server quotes another, and the marks around what it quotes. */
  private static final String OPENING = " \t\"'<([{:=#";

  private static final int CODE_LENGTH = 3;

  /** As some servers write them on a line of their own. */
  private static final Set<String> COMMANDS =
      Set.of("DATA", "RCPT TO", "RCPT", "MAIL FROM", "MAIL", "EHLO", "HELO");

  /** A reply with fewer is a bare code. */
  static final int FEW_LETTERS = 4;

  /** Reads {@code lines}, which tell of one recipient. */
  static Dialogue in(List<ProseLine> lines) {
    Place reply = replyIn(lines);
    StringBuilder text = new StringBuilder();
    List<ProseLine> rest = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (reply != null && i >= reply.line && i < reply.endLine) {
        String line = lines.get(i).text();
        text.append(line, i == reply.line ? reply.at : 0, line.length()).append(' ');
        if (i == reply.line) {
          rest.add(new ProseLine(line.substring(0, reply.at)));
        }
      } else {
        rest.add(lines.get(i));
      }
    }
    if (!hasLetters(text, FEW_LETTERS)) {
      rest.stream()
          .filter(line -> !isRule(line.text()) && !line.says(Phrase.Kind.COURTESY))
          .forEach(line -> text.append(line.text()).append(' '));
    }
    return new Dialogue(
        reply == null ? 0 : reply.code, Lines.unfolded(text), commandIn(lines), hostIn(lines));
  }

  /** What {@code lines} tell beside a reply that is known already. */
  static Dialogue aside(List<ProseLine> lines) {
    return new Dialogue(0, "", commandIn(lines), hostIn(lines));
  }

  /** This, with what {@code headline} says of every recipient, unless it is told already. */
  Dialogue under(String headline) {
    return text.contains(headline)
        ? this
        : new Dialogue(code, Lines.unfolded(text + ' ' + headline), command, remoteHost);
  }

  /** Whether {@code text} has so many letters. */
  static boolean hasLetters(CharSequence text, int many) {
    int letters = 0;
    for (int i = 0; i < text.length() && letters < many; i++) {
      letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
    }
    return letters >= many;
  }

  private record Place(int code, int line, int at, int endLine) {}

  /** The first refusal; else the first reply of any kind; null when there is none. */
  private static Place replyIn(List<ProseLine> lines) {
    Place first = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).text();
      if (isSummary(lines.get(i))) {
        continue;
      }
      for (int at = codeAt(line, 0); at >= 0; at = codeAt(line, at + CODE_LENGTH)) {
        Place place = new Place(code(line, at), i, at, replyEnd(lines, i));
        if (place.code >= 400) {
          return place;
        }
        first = first == null ? place : first;
      }
    }
    return first;
  }

  /** Sendmail's last word on a recipient; what was said to it stands above. */
  private static boolean isSummary(ProseLine line) {
    return line.says(Phrase.Kind.SUMMARY) && !line.text().strip().startsWith("<<<");
  }

  private static int code(String line, int at) {
    return Integer.parseInt(line.substring(at, at + CODE_LENGTH));
  }

  /** Where a reply code stands in {@code line}, not before {@code from}; -1 when none does. */
  private static int codeAt(String line, int from) {
    for (int i = from; i + CODE_LENGTH <= line.length(); i++) {
      char c = line.charAt(i);
      if ((c == '2' || c == '4' || c == '5')
          && isDigit(line, i + 1)
          && line.charAt(i + 1) <= '7'
          && isDigit(line, i + 2)
          && isReply(line, i)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * A number of three digits is a reply code at the beginning of a line, after a colon or a mark of
   * quotation, or before an enhanced status.
   */
  private static boolean isReply(String line, int at) {
    int after = at + CODE_LENGTH;
    boolean ends = after == line.length() || " -:#,.\t".indexOf(line.charAt(after)) >= 0;
    if (!ends
        || (after + 1 < line.length() && line.charAt(after) == '.' && isDigit(line, after + 1))) {
      return false;
    }
    int before = at - 1;
    if (before >= 0 && OPENING.indexOf(line.charAt(before)) < 0) {
      return false;
    }
    boolean isPartOfNumber =
        before >= 0
            && line.charAt(before) == ':'
            && after < line.length()
            && line.charAt(after) == ':';
    return !isPartOfNumber && (isStatus(line, after + 1) || isIntroduced(line, before));
  }

  private static boolean isStatus(String line, int at) {
    int from = at < line.length() && "#'".indexOf(line.charAt(at)) >= 0 ? at + 1 : at;
    return from + 2 < line.length()
        && "245".indexOf(line.charAt(from)) >= 0
        && line.charAt(from + 1) == '.'
        && isDigit(line, from + 2);
  }

  private static boolean isIntroduced(String line, int before) {
    int i = before;
    while (i >= 0 && (line.charAt(i) == ' ' || line.charAt(i) == '\t')) {
      i--;
    }
    return i < 0
        || ":'\"(<>=".indexOf(line.charAt(i)) >= 0
        || endsWith(line, i, " said")
        || endsWith(line, i, "ResponseCode")
        || endsWith(line, i, "returned");
  }

  private static boolean endsWith(String line, int last, String word) {
    return line.regionMatches(true, last + 1 - word.length(), word, 0, word.length());
  }

  private static boolean isDigit(String line, int at) {
    return at < line.length() && line.charAt(at) >= '0' && line.charAt(at) <= '9';
  }

  /** Whether {@code line} is a line of a reply: a code, after marks at most. */
  static boolean startsWithCode(String line) {
    int at = codeAt(line, 0);
    String before = at < 0 ? null : line.substring(0, at).strip();
    return before != null && (before.isEmpty() || before.equals("<<<"));
  }

  /** Whether {@code line} is a line of SMTP dialogue as servers print it. */
  static boolean isOfTranscript(String line) {
    String bare = line.strip();
    return bare.startsWith(">>>") || bare.startsWith("<<<") || startsWithCode(line);
  }

  /** A reply goes on until an empty line, the next command, or what the program says of itself. */
  private static int replyEnd(List<ProseLine> lines, int from) {
    int end = from + 1;
    while (end < lines.size() && !endsReply(lines.get(end).text())) {
      end++;
    }
    return end;
  }

  private static boolean endsReply(String line) {
    String bare = line.strip();
    return bare.isEmpty()
        || bare.startsWith(">>>")
        || bare.startsWith("<<<")
        || bare.startsWith("Giving up")
        || bare.startsWith("I'm not going to try")
        || isRule(line);
  }

  private static boolean isRule(String line) {
    String bare = line.strip();
    return bare.length() > 2
        && (bare.startsWith("---") || bare.startsWith("===") || bare.startsWith("***"));
  }

  /** The SMTP command that {@code lines} say was refused, null when they do not say. */
  private static String commandIn(List<ProseLine> lines) {
    String command = null;
    String sent = null;
    for (ProseLine line : lines) {
      String bare = line.text().strip();
      if (bare.startsWith(">>>") || bare.startsWith("Sent <<<")) {
        sent = verb(bare);
      } else if (sent != null && (bare.startsWith("<<<") || bare.startsWith("Received >>>"))) {
        return isPipelined(lines) ? "RCPT" : sent;
      } else if (COMMANDS.contains(bare)) {
        return bare;
      }
      command = command == null ? line.command() : command;
    }
    if (command != null || sent != null || lines.size() < 2) {
      return command == null ? sent : command;
    }
    return new ProseLine(
            lines.stream().map(ProseLine::text).map(String::strip).collect(Collectors.joining(" ")))
        .command();
  }

  /**
   * Whether a server said that it wants recipients first: it refused them all, and the transcript
   * shows its replies behind the DATA that was sent with them (RFC 2920).
   */
  private static boolean isPipelined(List<ProseLine> lines) {
    return lines.stream()
        .map(line -> line.text().strip())
        .anyMatch(line -> line.startsWith("<<< 503") || line.startsWith("<<< 554 5.5.1"));
  }

  private static String verb(String sent) {
    int from = 0;
    while (from < sent.length() && !Character.isLetter(sent.charAt(from))) {
      from++;
    }
    if (sent.startsWith("Sent <<<")) {
      from = Math.min(sent.length(), sent.indexOf("<<<") + 4);
    }
    int to = from;
    while (to < sent.length() && Character.isLetter(sent.charAt(to))) {
      to++;
    }
    return to == from ? null : sent.substring(from, to).toUpperCase(Locale.ROOT);
  }

  /** The name before an address in brackets, or after the word "host". */
  private static String hostIn(List<ProseLine> lines) {
    for (ProseLine told : lines) {
      String line = told.text();
      int word = line.indexOf("host ");
      String host = word < 0 ? null : hostAt(line, word + "host ".length());
      if (host == null) {
        host = beforeBracket(line);
      }
      if (host != null) {
        return host;
      }
    }
    return null;
  }

  private static String beforeBracket(String line) {
    int open = line.indexOf('[');
    while (open > 0) {
      int to = line.charAt(open - 1) == ' ' ? open - 1 : open;
      int from = to;
      while (from > 0 && isHostPart(line.charAt(from - 1))) {
        from--;
      }
      if (from < to && isDigit(line, open + 1) && (from == 0 || line.charAt(from - 1) != '@')) {
        return hostAt(line, from);
      }
      open = line.indexOf('[', open + 1);
    }
    return null;
  }

  private static String hostAt(String line, int from) {
    int to = from;
    while (to < line.length() && isHostPart(line.charAt(to))) {
      to++;
    }
    while (to > from && line.charAt(to - 1) == '.') {
      to--;
    }
    String name = line.substring(from, to);
    return name.indexOf('.') > 0 ? Fit.domain(name) : null;
  }

  private static boolean isHostPart(char c) {
    return c == '.' || c == '-' || (c < 0x80 && Character.isLetterOrDigit(c));
  }
}
