package dev.todoku.bounce;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a page says, without its markup. */
final class Html {
  private static final Set<String> LINE_BREAKS =
      Set.of("br", "p", "/p", "div", "/div", "tr", "/tr", "li", "/li", "table", "/table", "hr");

  private static final Map<String, String> ENTITIES =
      Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "nbsp", " ", "apos", "'", "#39", "'");

  private static final int LONGEST_ENTITY = 6;

  private Html() {}

  /** The text of {@code page}, in one pass; what is no markup stays as it is. */
  static String text(String page) {
    StringBuilder text = new StringBuilder(page.length());
    String hidden = null;
    for (int i = 0; i < page.length(); i++) {
      char c = page.charAt(i);
      if (c == '<' && i + 1 < page.length() && isTagStart(page.charAt(i + 1))) {
        int end = page.indexOf('>', i);
        if (end < 0) {
          break;
        }
        String tag = name(page, i + 1, end);
        hidden = hiddenAfter(tag, hidden);
        text.append(LINE_BREAKS.contains(tag) ? "\n" : "");
        i = end;
      } else if (hidden == null) {
        i = c == '&' ? entity(page, i, text) : plain(c, i, text);
      }
    }
    return text.toString();
  }

  private static boolean isTagStart(char c) {
    return Character.isLetter(c) || c == '/' || c == '!' || c == '?';
  }

  private static String name(String page, int from, int end) {
    int to = from;
    while (to < end && to < from + 12 && !Character.isWhitespace(page.charAt(to))) {
      to++;
    }
    return page.substring(from, to).toLowerCase(Locale.ROOT);
  }

  private static @Nullable String hiddenAfter(String tag, @Nullable String hidden) {
    if (hidden == null) {
      return tag.equals("style") || tag.equals("script") ? tag : null;
    }
    return tag.equals('/' + hidden) ? null : hidden;
  }

  private static int plain(char c, int at, StringBuilder text) {
    text.append(c);
    return at;
  }

  private static int entity(String page, int at, StringBuilder text) {
    int end = page.indexOf(';', at);
    String meaning =
        end < 0 || end - at > LONGEST_ENTITY ? null : ENTITIES.get(page.substring(at + 1, end));
    text.append(meaning == null ? "&" : meaning);
    return meaning == null ? at : end;
  }
}
