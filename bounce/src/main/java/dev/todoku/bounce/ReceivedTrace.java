package dev.todoku.bounce;

import org.jspecify.annotations.Nullable;

/**
 * What the newest field Received (RFC 5321 section 4.4) of a returned message says: the server that
 * returned it had put it there when it took the message on.
 *
 * @param host the name of that server, null when it gives none
 * @param id its queue id, null when it gives none
 * @param recipient whom the message was for, null when it does not say
 */
record ReceivedTrace(@Nullable String host, @Nullable String id, @Nullable String recipient) {
  /** Of the original with {@code header}; {@link Fields#NONE} says nothing. */
  static ReceivedTrace of(Fields header) {
    String host = null;
    String id = null;
    String recipient = null;
    String before = "";
    for (String word : words(header.first("Received"))) {
      if (before.equalsIgnoreCase("by") && host == null) {
        host = host(word);
      } else if (before.equalsIgnoreCase("id") && id == null) {
        id = isVersion(word) ? null : FieldLimits.name(word);
      } else if (before.equalsIgnoreCase("for") && recipient == null) {
        recipient = FieldLimits.address(Mailbox.in(word));
      }
      before = word;
    }
    return new ReceivedTrace(host, id, recipient);
  }

  /** {@code name} in normal form; null when it is no name of a host. */
  static @Nullable String host(String name) {
    boolean isName = name.indexOf('.') > 0 && Dialogue.hasLetters(name, 1);
    return isName ? FieldLimits.domain(name) : null;
  }

  /** What Exchange writes in its place: the version of the program. */
  private static boolean isVersion(String id) {
    return id.indexOf('.') > 0 && id.chars().allMatch(c -> c == '.' || Character.isDigit(c));
  }

  /** The words of {@code value}, without comments. */
  private static String[] words(String value) {
    char[] bare = value.toCharArray();
    int depth = 0;
    for (int i = 0; i < bare.length; i++) {
      char c = bare[i];
      depth += c == '(' ? 1 : c == ')' && depth > 0 ? -1 : 0;
      bare[i] = depth > 0 || c == ')' || c == ';' ? ' ' : c;
    }
    return Lines.unfolded(new String(bare)).split(" ", -1);
  }
}
