package dev.todoku.dns.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with macros (RFC 7208 section 7).
 *
 * @param text as it is published
 * @param parts the same, read
 */
record MacroString(String text, List<Part> parts) {
  /** A piece of it. */
  sealed interface Part {}

  /** Stands for itself. */
  record Literal(String text) implements Part {}

  /**
   * To be filled in.
   *
   * @param keep labels from the right, 0 for all
   */
  record Macro(char letter, int keep, boolean reverse, String delimiters, boolean escape)
      implements Part {}

  private static final String LETTERS = "slodiphv";
  private static final String LETTERS_OF_EXPLANATIONS = LETTERS + "crt";
  private static final Pattern MACRO =
      Pattern.compile("%\\{([A-Za-z])(\\d*)([rR]?)([.\\-+,/_=]*)\\}|%%|%_|%-");

  /** Ends in a label that is not all digits, or in a macro (section 7.1, domain-end). */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(.*\\.([A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*|[A-Za-z0-9]+-[A-Za-z0-9-]*[A-Za-z0-9])\\.?"
              + "|.*(%\\{[^}]*\\}|%%|%_|%-))");

  /** Labels that are left out are not counted in a number longer than this. */
  private static final int MAX_DIGITS = 3;

  MacroString {
    parts = List.copyOf(parts);
  }

  /**
   * A domain name.
   *
   * @throws SpfException when it is wrong
   */
  static MacroString domain(String text) {
    if (!DOMAIN.matcher(text).matches()) {
      throw SpfException.permanent("\"" + text + "\" is no domain name");
    }
    return parse(text, LETTERS, false);
  }

  /** Any value of a modifier. */
  static MacroString value(String text) {
    return parse(text, LETTERS, false);
  }

  /** The text of an explanation: may have spaces and macros of its own. */
  static MacroString explanation(String text) {
    return parse(text, LETTERS_OF_EXPLANATIONS, true);
  }

  private static MacroString parse(String text, String letters, boolean spaces) {
    List<Part> parts = new ArrayList<>();
    Matcher macro = MACRO.matcher(text);
    int from = 0;
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', from)) {
      literal(parts, text.substring(from, at), spaces);
      if (!macro.find(at) || macro.start() != at) {
        throw SpfException.permanent("wrong macro in \"" + text + "\"");
      }
      parts.add(part(macro, letters));
      from = macro.end();
    }
    literal(parts, text.substring(from), spaces);
    return new MacroString(text, parts);
  }

  private static Part part(Matcher macro, String letters) {
    return switch (macro.group()) {
      case "%%" -> new Literal("%");
      case "%_" -> new Literal(" ");
      case "%-" -> new Literal("%20");
      default -> macro(macro, letters);
    };
  }

  private static Part macro(Matcher macro, String letters) {
    char letter = macro.group(1).charAt(0);
    char lower = Character.toLowerCase(letter);
    String digits = macro.group(2);
    boolean tooMany = digits.length() > MAX_DIGITS;
    int keep = digits.isEmpty() || tooMany ? 0 : Integer.parseInt(digits);
    if (letters.indexOf(lower) < 0 || (!digits.isEmpty() && !tooMany && keep == 0)) {
      throw SpfException.permanent("there is no macro " + macro.group());
    }
    String delimiters = macro.group(4).isEmpty() ? "." : macro.group(4);
    return new Macro(lower, keep, !macro.group(3).isEmpty(), delimiters, lower != letter);
  }

  private static void literal(List<Part> parts, String text, boolean spaces) {
    boolean visible = text.chars().allMatch(c -> (c > 0x20 && c < 0x7f) || (c == 0x20 && spaces));
    if (!visible) {
      throw SpfException.permanent("a character that may not be there");
    }
    if (!text.isEmpty()) {
      parts.add(new Literal(text));
    }
  }
}
