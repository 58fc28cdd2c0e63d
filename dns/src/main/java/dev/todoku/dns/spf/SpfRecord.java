package dev.todoku.dns.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A record, read.
 *
 * @param text as published
 * @param mechanisms in their order
 * @param redirect null when there is none
 * @param explanation null when there is none
 */
record SpfRecord(
    String text,
    List<Term.Mechanism> mechanisms,
    Term.@Nullable Redirect redirect,
    Term.@Nullable Explanation explanation) {

  private static final String VERSION = "v=spf1";
  private static final Pattern MODIFIER = Pattern.compile("([A-Za-z][A-Za-z0-9_.-]*)=(.*)");

  SpfRecord {
    mechanisms = List.copyOf(mechanisms);
  }

  /** Whether {@code text} is a record of this version (section 4.5). */
  static boolean isSpf(String text) {
    return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
        && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
  }

  /**
   * Reads a record. A mistake anywhere spoils all of it (section 4.6).
   *
   * @throws SpfException that names the mistake
   */
  static SpfRecord parse(String text) {
    List<Term.Mechanism> mechanisms = new ArrayList<>();
    Term.Redirect redirect = null;
    Term.Explanation explanation = null;
    for (String term : text.substring(VERSION.length()).split(" ", -1)) {
      Matcher modifier = MODIFIER.matcher(term);
      if (term.isEmpty()) {
        continue;
      }
      if (!modifier.matches()) {
        mechanisms.add(MechanismParser.parse(term));
        continue;
      }
      String value = modifier.group(2);
      switch (modifier.group(1).toLowerCase(Locale.ROOT)) {
        case "redirect" -> {
          once(redirect, term);
          redirect = new Term.Redirect(term, MacroString.domain(value));
        }
        case "exp" -> {
          once(explanation, term);
          explanation = new Term.Explanation(term, MacroString.domain(value));
        }
        default -> MacroString.value(value);
      }
    }
    return new SpfRecord(text, mechanisms, redirect, explanation);
  }

  private static void once(@Nullable Term before, String term) {
    if (before != null) {
      throw SpfException.permanent("both " + before.text() + " and " + term);
    }
  }
}
