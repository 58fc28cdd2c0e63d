package dev.todoku.intake.exim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Address and fields behind a flag. Fields are {@code K=value}; a value may be quoted; {@code H=}
 * is followed by a greeting in parentheses and an address in brackets. A word that ends with a
 * colon is the last: what follows is text.
 */
final class EximFields {
  private final String line;
  private final Map<String, String> values = new HashMap<>(16);
  private final List<String> recipients = new ArrayList<>();
  private int at;
  private String address = "";
  private String parent = "";
  private String original = "";
  private String host = "";
  private String hostAddress = "";
  private String deferral = "";
  private String text = "";

  private EximFields(String line, int at) {
    this.line = line;
    this.at = at;
  }

  /** Sender, fields, and the recipients behind "for". */
  static EximFields ofArrival(String line, int at) {
    EximFields fields = new EximFields(line, at);
    fields.address = fields.addressWord();
    while (fields.skipBlanks()) {
      if (fields.areRecipientsAt()) {
        fields.at += "for ".length();
        while (fields.skipBlanks()) {
          fields.recipients.add(fields.addressWord());
        }
      } else if (fields.line.startsWith("from <", fields.at)) {
        fields.at = Math.max(fields.at + 5, fields.endOf(' '));
        fields.addressWord();
      } else {
        fields.field(false);
      }
    }
    return fields;
  }

  /** Recipient, fields, and what was said. */
  static EximFields ofAttempt(String line, int at) {
    EximFields fields = new EximFields(line, at);
    boolean isCommand = at < line.length() && (line.charAt(at) == '|' || line.charAt(at) == '/');
    fields.address = isCommand ? fields.command() : fields.addressWord();
    boolean isSpecial = fields.address.startsWith(":") && fields.address.length() > 1;
    if (!isSpecial && fields.endsText(fields.address)) {
      fields.address = fields.address.substring(0, fields.address.length() - 1);
      return fields;
    }
    while (fields.text.isEmpty() && fields.skipBlanks()) {
      fields.field(true);
    }
    return fields;
  }

  /** They stand last; a client's own words, such as its ident, may have a "for" too. */
  private boolean areRecipientsAt() {
    return line.startsWith("for ", at) && line.indexOf(" for ", at) < 0;
  }

  private void field(boolean mayEnd) {
    char c = line.charAt(at);
    if (mayEnd && c == '<' && original.isEmpty()) {
      original = within(word(), '<', '>');
      return;
    }
    if (mayEnd && c == '(' && parent.isEmpty() && original.isEmpty() && values.isEmpty()) {
      parent = within(word(), '(', ')');
      return;
    }
    if (mayEnd && line.startsWith("defer (", at)) {
      at += "defer ".length();
      deferral = within(word(), '(', ')');
      return;
    }
    int equals = line.indexOf('=', at);
    int blank = endOf(' ');
    if (equals < 0 || equals > blank) {
      within(word(), ' ', ' ');
      return;
    }
    // "id*=" is the Message-ID that Exim gave a message that had none.
    int keyEnd = equals > at && line.charAt(equals - 1) == '*' ? equals - 1 : equals;
    String key = line.substring(at, keyEnd);
    at = equals + 1;
    if (at < line.length() && line.charAt(at) == '"') {
      values.put(key, quoted(mayEnd));
    } else if (key.equals("H")) {
      host(mayEnd);
    } else {
      String value = word();
      values.put(key, mayEnd ? withoutEnd(value) : value);
    }
  }

  /** "mx.example [192.0.2.1]:25", "mx.example (greeting) [192.0.2.1]", "[192.0.2.1]". */
  private void host(boolean mayEnd) {
    String value = word();
    if (value.startsWith("[")) {
      hostAddress = mayEnd ? withoutEnd(value) : value;
      return;
    }
    host = value.startsWith("(") ? "" : mayEnd ? withoutEnd(value) : value;
    while (text.isEmpty() && at + 1 < line.length() && line.charAt(at) == ' ') {
      char next = line.charAt(at + 1);
      if (next != '(' && next != '[') {
        return;
      }
      at++;
      String part = word();
      String whole = mayEnd ? withoutEnd(part) : part;
      if (next == '[') {
        hostAddress = whole;
        return;
      }
    }
  }

  /** Takes the colon off the word that ends the fields, and what follows as the text. */
  private String withoutEnd(String word) {
    return endsText(word) ? word.substring(0, word.length() - 1) : word;
  }

  private boolean endsText(String word) {
    if (!word.endsWith(":") || word.length() == 1) {
      boolean isAlone = word.equals(":");
      if (isAlone) {
        text = line.substring(Math.min(at + 1, line.length()));
        at = line.length();
      }
      return isAlone;
    }
    text = line.substring(Math.min(at + 1, line.length()));
    at = line.length();
    return true;
  }

  private String within(String word, char open, char close) {
    String whole = withoutEnd(word);
    int from = !whole.isEmpty() && whole.charAt(0) == open ? 1 : 0;
    int to = whole.length() > from && whole.charAt(whole.length() - 1) == close ? 1 : 0;
    return whole.substring(from, whole.length() - to);
  }

  /** A word up to the next blank. */
  private String word() {
    int end = endOf(' ');
    String word = line.substring(at, end);
    at = end;
    return word;
  }

  /** An address: its local part may be quoted and have blanks. */
  private String addressWord() {
    int from = at;
    boolean isBracketed = line.startsWith("<", at);
    if (line.startsWith("\"", isBracketed ? at + 1 : at)) {
      int close = at + (isBracketed ? 2 : 1);
      while (close < line.length() && line.charAt(close) != '"') {
        close += line.charAt(close) == '\\' ? 2 : 1;
      }
      at = Math.min(close, line.length());
    }
    at = endOf(' ');
    return line.substring(from, at);
  }

  /** A pipe or file goes on until its parent, its original address or the first field. */
  private String command() {
    int from = at;
    int end = line.length();
    for (String next : List.of(" (", " <", " R=", " T=", ": ")) {
      int found = line.indexOf(next, from);
      end = found < 0 ? end : Math.min(end, found);
    }
    at = end;
    return line.substring(from, end);
  }

  /** Exim escapes quotes and backslashes, and prints a line's end as {@code \n}. */
  private String quoted(boolean mayEnd) {
    StringBuilder value = new StringBuilder();
    int i = at + 1;
    while (i < line.length() && line.charAt(i) != '"') {
      char c = line.charAt(i);
      if (c == '\\' && i + 1 < line.length()) {
        i++;
        char escaped = line.charAt(i);
        if (escaped == '\\' && i + 1 < line.length() && line.charAt(i + 1) == 'n') {
          i++;
          value.append('\n');
        } else {
          value.append(escaped == 'n' ? '\n' : escaped);
        }
      } else {
        value.append(c);
      }
      i++;
    }
    at = Math.min(i + 1, line.length());
    if (mayEnd && line.startsWith(":", at)) {
      at++;
      endsText("\":");
    }
    return value.toString();
  }

  private int endOf(char c) {
    int end = line.indexOf(c, at);
    return end < 0 ? line.length() : end;
  }

  private boolean skipBlanks() {
    while (at < line.length() && line.charAt(at) == ' ') {
      at++;
    }
    return at < line.length();
  }

  /** The address as it stands first: a sender, a recipient, a pipe, a file, a local user. */
  String address() {
    return address;
  }

  /** Of an arrival; empty where Exim does not log them. */
  List<String> recipients() {
    return recipients;
  }

  /** The address that was tried: a pipe, file or local user goes by the address it stands for. */
  String recipient() {
    if (isMailAddress(address)) {
      return address;
    }
    String known = isMailAddress(parent) ? parent : original;
    return known.isEmpty() ? address : known;
  }

  /** The address as it came into the server; empty where it is the same. */
  String original() {
    return original;
  }

  private static boolean isMailAddress(String word) {
    return word.indexOf('@') > 0 && word.charAt(0) != '|' && word.charAt(0) != '/';
  }

  /** A router's ":blackhole:" throws mail away as it is configured to. */
  boolean isBlackhole() {
    String lower = address.toLowerCase(Locale.ROOT);
    return lower.equals(":blackhole:") || lower.equals("blackhole") || lower.equals("/dev/null");
  }

  /** Null where there is no such field. */
  @Nullable String get(String key) {
    return values.get(key);
  }

  /** The number behind "defer", empty where there is none. */
  String deferral() {
    return deferral;
  }

  /** What follows the fields. */
  String text() {
    return text;
  }

  String remoteHost() {
    return host.isEmpty() ? remoteIp() : host;
  }

  String remoteIp() {
    return inBrackets(hostAddress);
  }

  String remotePort() {
    int close = hostAddress.lastIndexOf("]:");
    return close < 0 ? "" : hostAddress.substring(close + 2);
  }

  /**
   * The address that the server sent from, with the selector {@code outgoing_interface}; empty
   * where no connection was made.
   */
  String sourceIp() {
    return inBrackets(values.getOrDefault("I", ""));
  }

  private static String inBrackets(String value) {
    int close = value.indexOf(']');
    return value.startsWith("[") && close > 0 ? value.substring(1, close) : "";
  }
}
