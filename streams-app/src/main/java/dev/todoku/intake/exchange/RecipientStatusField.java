package dev.todoku.intake.exchange;

/**
 * What {@code recipient-status} says for one recipient: a reply, or {@code [{LED=550 …};{MSG=};
 * {FQDN=host};{IP=address};{LRT=time}]}.
 *
 * @param reply empty where none is named, as are the others
 */
record RecipientStatusField(String reply, String host, String ip) {

  static RecipientStatusField of(String text) {
    return text.startsWith("[{")
        ? new RecipientStatusField(
            property(text, "LED"), property(text, "FQDN"), property(text, "IP"))
        : new RecipientStatusField(withoutQuotes(text), "", "");
  }

  private static String withoutQuotes(String text) {
    boolean isQuoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }

  /** A value may have braces of its own: it ends before the next property or at the end. */
  private static String property(String text, String name) {
    int at = text.indexOf('{' + name + '=');
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 2;
    int next = text.indexOf("};{", from);
    int end = next < 0 ? text.lastIndexOf("}]") : next;
    return (end < from ? text.substring(from) : text.substring(from, end)).strip();
  }
}
