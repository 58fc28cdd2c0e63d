package dev.todoku.bounce;

import java.util.Locale;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;

/**
 * What a field Content-Type says (RFC 2045 section 5).
 *
 * @param type such as {@code text/plain}, in lower case
 * @param charset null when not told
 * @param boundary what separates the parts of a multipart; null for other types
 */
record ContentType(String type, String charset, String boundary) {
  static final String TEXT = "text/plain";
  static final String MESSAGE = "message/rfc822";

  /**
   * Reads {@code field}.
   *
   * @param otherwise the type of what tells none that can be true
   */
  static ContentType of(String field, String otherwise) {
    if (field.isEmpty()) {
      return new ContentType(otherwise, null, null);
    }
    RawBody told = RawFieldParser.DEFAULT.parseRawBody(new RawField("Content-Type", field));
    String charset = null;
    String boundary = null;
    for (NameValuePair parameter : told.getParams()) {
      String value = parameter.getValue();
      if (parameter.getName().equalsIgnoreCase("charset") && value != null && !value.isBlank()) {
        charset = value.strip();
      } else if (parameter.getName().equalsIgnoreCase("boundary")) {
        boundary = value;
      }
    }
    String type = told.getValue().toLowerCase(Locale.ROOT);
    boolean isMultipart = type.startsWith("multipart/");
    boolean isTrue = isMultipart ? boundary != null : isType(type);
    return new ContentType(isTrue ? type : otherwise, charset, isMultipart ? boundary : null);
  }

  private static boolean isType(String type) {
    int slash = type.indexOf('/');
    return slash > 0 && slash < type.length() - 1;
  }

  boolean isMultipart() {
    return boundary != null;
  }
}
