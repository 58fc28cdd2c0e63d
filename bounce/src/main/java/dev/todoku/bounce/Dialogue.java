package dev.todoku.bounce;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text says of an SMTP dialogue.
 *
 * @param code the reply code of the refusal, 0 when it names none
 * @param text the reply; all words of the text where it has none of its own
 * @param command the SMTP command that was refused ("RCPT", "DATA" …), null when not named
 * @param remoteHost the server that refused it, null when not named
 */
record Dialogue(int code, String text, @Nullable String command, @Nullable String remoteHost) {

  /** The words after which a mail server quotes another, and the marks around what it quotes. */
  private static final String OPENING = " \t\"'<([{:=#";

  private static final String POSTFIX_REMARK = "(in reply to";

  /** What stands before each line of a server in a transcript. */
  private static final String SERVER = "<<<";

  private static final int CODE_LENGTH = 3;

  /** A reply with fewer is a bare code. */
  static final int FEW_LETTERS = 4;

  /** Reads {@code lines}, which describe one recipient. */
  static Dialogue in(List<ProseLine> lines) {
    Place reply = replyIn(lines);
    StringBuilder text = new StringBuilder();
    List<ProseLine> rest = new ArrayList<>(lines.size());
    for (int i = 0; i < lines.size(); i++) {
      if (reply != null && i >= reply.line && i < reply.endLine) {
        String line = lines.get(i).text();
        text.append(i == reply.line ? line.substring(reply.at) : ofServer(line)).append(' ');
        if (i == reply.line) {
          rest.add(new ProseLine(line.substring(0, reply.at)));
        }
      } else {
        rest.add(lines.get(i));
      }
    }
    if (reply != null) {
      cutPostfixRemark(text);
    }
    if (!hasLetters(text, FEW_LETTERS)) {
      for (ProseLine line : rest) {
        if (!isRule(line.text()) && !isOfMime(line) && !line.says(Phrase.Kind.COURTESY)) {
          text.append(line.text()).append(' ');
        }
      }
    }
    return new Dialogue(
        reply == null ? 0 : reply.code,
        Lines.unfolded(text),
        RefusedCommand.in(lines),
        RemoteHost.in(lines));
  }

  /** Postfix ends a quotation with what the reply answered: no words of the server. */
  private static void cutPostfixRemark(StringBuilder text) {
    int remark = text.lastIndexOf(POSTFIX_REMARK);
    if (remark > 0 && text.indexOf(")", remark) > 0) {
      text.setLength(remark);
    }
  }

  /**
   * {@code reply}, which is cut, with its further lines where {@code lines} have the transcript, as
   * sendmail writes it; else as it is.
   */
  static String whole(String reply, List<ProseLine> lines) {
    int from = transcribed(reply, 0, lines);
    if (from < 0) {
      return reply;
    }
    StringBuilder text = new StringBuilder();
    for (ProseLine line : lines.subList(from, replyEnd(lines, from))) {
      text.append(ofServer(line.text())).append(' ');
    }
    return Lines.unfolded(text);
  }

  /** Whether {@code reply} begins with a code that announces more lines, and has no last one. */
  static boolean isCut(String reply) {
    return isContinued(reply)
        && !reply.substring(CODE_LENGTH + 1).contains(reply.substring(0, CODE_LENGTH));
  }

  /** The line at or behind {@code from} where a transcript has {@code reply}; -1 when none has. */
  private static int transcribed(String reply, int from, List<ProseLine> lines) {
    String wanted = Lines.unfolded(reply);
    for (int i = from; i < lines.size(); i++) {
      String line = lines.get(i).text();
      if (isOfServer(line)) {
        String said = Lines.unfolded(ofServer(line));
        if (isContinued(said) && wanted.startsWith(said)) {
          return i;
        }
      }
    }
    return -1;
  }

  private static boolean isOfServer(String line) {
    return line.strip().startsWith(SERVER);
  }

  private static String ofServer(String line) {
    return isOfServer(line) ? line.strip().substring(SERVER.length()).strip() : line;
  }

  /** Whether more lines of the same reply follow (RFC 5321, section 4.2.1). */
  private static boolean isContinued(String line) {
    return line.length() > CODE_LENGTH && line.charAt(CODE_LENGTH) == '-' && codeAt(line, 0) == 0;
  }

  /** What {@code lines} say beside a reply that is known already. */
  static Dialogue aside(List<ProseLine> lines) {
    return new Dialogue(0, "", RefusedCommand.in(lines), RemoteHost.in(lines));
  }

  /** This, with what {@code headline} says of every recipient, unless it is known already. */
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

  /** Whether the line is of a message's form, not of what it says. */
  private static boolean isOfMime(ProseLine line) {
    return line.text().regionMatches(true, 0, "Content-", 0, "Content-".length())
        || line.text().regionMatches(true, 0, "MIME-Version:", 0, "MIME-Version:".length());
  }

  /**
   * The first refusal that has words; else the first refusal, else the first reply of any kind;
   * null when there is none.
   */
  private static @Nullable Place replyIn(List<ProseLine> lines) {
    Place first = null;
    Place bare = null;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).text();
      if (isSummary(lines.get(i))) {
        continue;
      }
      for (int at = codeAt(line, 0); at >= 0; at = codeAt(line, at + CODE_LENGTH)) {
        Place place = new Place(code(line, at), i, at, replyEnd(lines, i));
        if (place.code >= 400) {
          if (hasWords(place, lines)) {
            return whole(place, lines);
          }
          bare = bare == null ? place : bare;
        }
        first = first == null ? place : first;
      }
    }
    return bare == null ? first : bare;
  }

  /** {@code place}, or where a transcript below has more lines of that reply. */
  private static Place whole(Place place, List<ProseLine> lines) {
    String line = lines.get(place.line).text();
    int at =
        isOfServer(line) || !isCut(line.substring(place.at))
            ? -1
            : transcribed(line.substring(place.at), place.line + 1, lines);
    return at < 0
        ? place
        : new Place(place.code, at, codeAt(lines.get(at).text(), 0), replyEnd(lines, at));
  }

  private static boolean hasWords(Place place, List<ProseLine> lines) {
    String line = lines.get(place.line).text().substring(place.at);
    return place.endLine > place.line + 1 || hasLetters(line, FEW_LETTERS);
  }

  /** Sendmail's last word on a recipient; what was said to it stands above. */
  private static boolean isSummary(ProseLine line) {
    return line.says(Phrase.Kind.SUMMARY) && !isOfServer(line.text());
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
    return before != null && (before.isEmpty() || before.equals(SERVER));
  }

  /** Whether {@code line} is a line of SMTP dialogue as servers print it. */
  static boolean isOfTranscript(String line) {
    String bare = line.strip();
    return bare.startsWith(">>>") || bare.startsWith(SERVER) || startsWithCode(line);
  }

  /** A reply goes on until an empty line, the next command, or what the program says of itself. */
  private static int replyEnd(List<ProseLine> lines, int from) {
    int end = from + 1;
    boolean isMoreToCome = isContinued(ofServer(lines.get(from).text()));
    while (end < lines.size()) {
      String line = lines.get(end).text();
      if (endsReply(line) && !(isMoreToCome && isOfServer(line))) {
        break;
      }
      isMoreToCome = isMoreToCome && isContinued(ofServer(line));
      end++;
    }
    return end;
  }

  private static boolean endsReply(String line) {
    String bare = line.strip();
    return bare.isEmpty()
        || bare.startsWith(">>>")
        || bare.startsWith(SERVER)
        || bare.startsWith("Giving up")
        || bare.startsWith("I'm not going to try")
        || isRule(line);
  }

  private static boolean isRule(String line) {
    String bare = line.strip();
    return bare.length() > 2
        && (bare.startsWith("---") || bare.startsWith("===") || bare.startsWith("***"));
  }
}
