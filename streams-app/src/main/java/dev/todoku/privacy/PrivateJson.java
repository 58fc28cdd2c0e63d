package dev.todoku.privacy;

import dev.todoku.schema.Limits;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Records of the contract in which pseudonyms stand for addresses. Every text is looked through but
 * those that are known to name nobody, so that a field which is added later is not forgotten.
 */
final class PrivateJson {
  private static final Set<String> RECIPIENTS =
      Set.of("recipient", "originalRecipient", "bounceNamed");

  /** What servers and people wrote. */
  private static final Set<String> FREE_TEXTS =
      Set.of("text", "note", "why", "envelopeId", "envelopeFrom");

  /** What names people otherwise than by address, and is left out. */
  private static final Set<String> NAMES = Set.of("recipientName", "subject");

  /**
   * Message-IDs look like addresses; what Todoku itself says names postmasters only, and who is
   * told of a failure is of the sender's own.
   */
  private static final Set<String> NOBODYS = Set.of("messageId", "title", "remedy", "notifyTo");

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Pseudonyms pseudonyms;
  private final AddressHider hider;

  PrivateJson(Pseudonyms pseudonyms) {
    this.pseudonyms = pseudonyms;
    this.hider = new AddressHider(pseudonyms);
  }

  /** The same record without addresses; null for null. */
  byte @Nullable [] hide(byte[] json) {
    if (json == null) {
      return null;
    }
    JsonNode record = JSON.readTree(json);
    Map<String, String> own = new TreeMap<>();
    for (String field : RECIPIENTS) {
      record
          .findValuesAsString(field)
          .forEach(address -> own.computeIfAbsent(address, pseudonyms::of));
    }
    return JSON.writeValueAsBytes(hidden("", record, own));
  }

  private JsonNode hidden(String field, JsonNode node, Map<String, String> own) {
    if (NOBODYS.contains(field)) {
      return node;
    }
    if (node instanceof ObjectNode object) {
      object.remove(NAMES);
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        entry.setValue(hidden(entry.getKey(), entry.getValue(), own));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, hidden(field, array.get(i), own));
      }
    } else if (node.isString()) {
      return StringNode.valueOf(hidden(field, node.stringValue(), own));
    }
    return node;
  }

  private @Nullable String hidden(String field, String text, Map<String, String> own) {
    if (RECIPIENTS.contains(field)) {
      return own.get(text);
    }
    String hidden = FREE_TEXTS.contains(field) ? hider.hideWords(text, own) : hider.hide(text, own);
    // A pseudonym may be longer than the address: no text outgrows what readers of it accept.
    return hidden.substring(0, Math.min(hidden.length(), Math.max(text.length(), Limits.DOMAIN)));
  }
}
