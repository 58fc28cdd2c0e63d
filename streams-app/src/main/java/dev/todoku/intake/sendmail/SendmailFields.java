package dev.todoku.intake.sendmail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of a line: {@code name=value, name=value}. Recipients are a list with commas of its own;
 * {@code reply} and {@code stat}, which come last, may have any text in them.
 */
final class SendmailFields {
  private static final String REPLY = ", reply=";
  private static final String IPV6 = "IPv6:";
  private static final String STAT = ", stat=";

  /** The address on whose behalf a program is run, with its user behind it. */
  private static final String CONTROLLING = "ctladdr";

  /** Stands for addresses that did not fit into the line. */
  private static final String MORE = "[more]";

  private final Map<String, String> values = new HashMap<>(16);

  SendmailFields(String message, int from) {
    int stat = message.indexOf(STAT, from);
    int reply = message.indexOf(REPLY, from);
    int end = message.length();
    if (stat >= 0) {
      values.put("stat", message.substring(stat + STAT.length()));
      end = stat;
    }
    if (reply >= 0 && reply < end) {
      values.put("reply", message.substring(reply + REPLY.length(), end));
      end = reply;
    }
    int at = from;
    while (at < end) {
      int next = next(message, at, end);
      int equals = message.indexOf('=', at);
      if (equals > at && equals < next) {
        values.put(message.substring(at, equals), message.substring(equals + 1, next));
      }
      at = next + 2;
    }
  }

  private static int next(String message, int from, int end) {
    for (int at = message.indexOf(", ", from);
        at >= 0 && at < end;
        at = message.indexOf(", ", at + 2)) {
      int i = at + 2;
      while (i < end && (Character.isLetter(message.charAt(i)) || message.charAt(i) == '_')) {
        i++;
      }
      if (i > at + 2 && i < end && message.charAt(i) == '=') {
        return at;
      }
    }
    return end;
  }

  /** Null where there is no such field. */
  @Nullable String get(String name) {
    return values.get(name);
  }

  /**
   * The addresses of {@code to=<a>,<b>}. A program or file goes by the address that it stands for.
   */
  List<String> recipients() {
    return addresses().stream()
        .filter(address -> !address.equals(MORE))
        .map(address -> isCommand(address) ? get(CONTROLLING, address) : address)
        .toList();
  }

  private String get(String name, String otherwise) {
    String value = values.get(name);
    int blank = value == null ? -1 : value.indexOf(' ');
    return value == null ? otherwise : blank < 0 ? value : value.substring(0, blank);
  }

  private static boolean isCommand(String address) {
    String plain = address.startsWith("\"") ? address.substring(1) : address;
    return plain.startsWith("|") || plain.startsWith("/");
  }

  private List<String> addresses() {
    String to = values.getOrDefault("to", "");
    List<String> found = new ArrayList<>();
    int from = 0;
    boolean isQuoted = false;
    boolean isBracketed = false;
    for (int i = 0; i <= to.length(); i++) {
      char c = i == to.length() ? ',' : to.charAt(i);
      if (c == '"') {
        isQuoted = !isQuoted;
      } else if (!isQuoted && (c == '<' || c == '>')) {
        isBracketed = c == '<';
      } else if (i == to.length() || (c == ',' && !isQuoted && !isBracketed)) {
        String one = to.substring(from, i).strip();
        if (!one.isEmpty()) {
          found.add(one);
        }
        from = i + 1;
      }
    }
    return found;
  }

  /**
   * The next server.
   *
   * @param host empty when not named
   * @param ip empty when not named
   */
  record Relay(String host, String ip) {}

  /** "mx.example. [192.0.2.1]", "[192.0.2.1]", "mx.example.", "local". */
  Relay relay() {
    String relay = values.getOrDefault("relay", "");
    int open = relay.indexOf('[');
    int close = relay.indexOf(']', Math.max(open, 0));
    String written = open >= 0 && close > open ? relay.substring(open + 1, close) : "";
    String ip = written.startsWith(IPV6) ? written.substring(IPV6.length()) : written;
    String name = (open < 0 ? relay : relay.substring(0, open)).strip();
    int blank = name.indexOf(' ');
    String host = blank < 0 ? name : name.substring(0, blank);
    return new Relay(host.endsWith(".") ? host.substring(0, host.length() - 1) : host, ip);
  }
}
