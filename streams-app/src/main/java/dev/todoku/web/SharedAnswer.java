package dev.todoku.web;

import dev.todoku.explain.Explanation;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** An answer as whoever has its link sees it: of one recipient, without other addresses. Pure. */
final class SharedAnswer {
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]+@([\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+)");

  /** Fields of an answer that name what the link is about, or who sent it. */
  private static final Set<String> OWN = Set.of("messageId", "from", "replyTo");

  private SharedAnswer() {}

  /** What is known of the message for one recipient; messages is empty when nothing is. */
  static Explanation only(Explanation whole, String recipient) {
    return new Explanation(
        whole.query(),
        null,
        whole.messages().stream()
            .filter(message -> message.recipient().equalsIgnoreCase(recipient))
            .toList());
  }

  /**
   * The answer with all addresses masked but the recipient's and the sender's.
   *
   * @param json of {@link #only}
   */
  static String masked(String json, String messageId, String recipient) {
    JsonNode answer = JsonMapper.shared().readTree(json);
    Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    known.add(messageId);
    known.add(recipient);
    answer
        .path("messages")
        .forEach(message -> OWN.forEach(name -> add(known, message.path("facts").path(name))));
    mask(answer, known);
    return answer.toString();
  }

  private static void add(Set<String> known, JsonNode value) {
    if (value.isString()) {
      known.add(value.stringValue());
    }
  }

  private static void mask(JsonNode node, Set<String> known) {
    if (node instanceof ObjectNode object) {
      for (String name : Set.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        if (value.isString()) {
          object.put(name, text(value.stringValue(), known));
        } else {
          mask(value, known);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isString()) {
          array.set(i, StringNode.valueOf(text(array.get(i).stringValue(), known)));
        } else {
          mask(array.get(i), known);
        }
      }
    }
  }

  private static String text(String text, Set<String> known) {
    return ADDRESS.matcher(text).replaceAll(found -> replacement(found, known));
  }

  private static String replacement(MatchResult found, Set<String> known) {
    String address = found.group();
    return Matcher.quoteReplacement(known.contains(address) ? address : "***@" + found.group(1));
  }
}
