package dev.todoku.dns.spf;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Fills in macros (RFC 7208 section 7.3) for one request and one current domain. */
final class Expansion {
  /** Longest name without the root; longer ones lose labels from the left (section 7.3). */
  private static final int MAX_NAME = 253;

  private static final String UNRESERVED = "-._~";

  private final SpfRequest request;
  private final String domain;
  private final ReverseNames names;
  private final String receiver;
  private final InstantSource clock;

  Expansion(
      SpfRequest request, String domain, ReverseNames names, String receiver, InstantSource clock) {
    this.request = request;
    this.domain = domain;
    this.names = names;
    this.receiver = receiver;
    this.clock = clock;
  }

  /** The name that {@code target} stands for, the current domain for null. */
  String name(@Nullable MacroString target) {
    if (target == null) {
      return domain;
    }
    String name = text(target).toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    while (name.length() > MAX_NAME && name.indexOf('.') >= 0) {
      name = name.substring(name.indexOf('.') + 1);
    }
    return name;
  }

  /** The text with every macro filled in. */
  String text(MacroString macros) {
    StringBuilder text = new StringBuilder();
    for (MacroString.Part part : macros.parts()) {
      if (part instanceof MacroString.Literal literal) {
        text.append(literal.text());
      } else if (part instanceof MacroString.Macro macro) {
        String value = transform(macro, value(macro.letter()));
        text.append(macro.escape() ? escape(value) : value);
      }
    }
    return text.toString();
  }

  private String value(char letter) {
    return switch (letter) {
      case 's' -> request.sender();
      case 'l' -> request.localPart();
      case 'o' -> request.domain();
      case 'd' -> domain;
      case 'i' -> request.ip().dotted();
      case 'p' -> names.best(domain);
      case 'v' -> request.ip().isV4() ? "in-addr" : "ip6";
      case 'h' -> request.helo();
      case 'c' -> request.ip().text();
      case 'r' -> receiver;
      case 't' -> String.valueOf(clock.instant().getEpochSecond());
      default -> throw new IllegalStateException("no macro " + letter);
    };
  }

  private static String transform(MacroString.Macro macro, String value) {
    boolean plain = macro.keep() == 0 && !macro.reverse() && macro.delimiters().equals(".");
    if (plain) {
      return value;
    }
    List<String> labels = split(value, macro.delimiters());
    if (macro.reverse()) {
      Collections.reverse(labels);
    }
    int keep = macro.keep() == 0 ? labels.size() : Math.min(macro.keep(), labels.size());
    return String.join(".", labels.subList(labels.size() - keep, labels.size()));
  }

  private static List<String> split(String value, String delimiters) {
    List<String> labels = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < value.length(); i++) {
      if (delimiters.indexOf(value.charAt(i)) >= 0) {
        labels.add(value.substring(from, i));
        from = i + 1;
      }
    }
    labels.add(value.substring(from));
    return labels;
  }

  private static String escape(String value) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean letterOrDigit = c < 0x80 && Character.isLetterOrDigit(c);
      if (letterOrDigit || UNRESERVED.indexOf(c) >= 0) {
        escaped.append(c);
      } else {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return escaped.toString();
  }
}
