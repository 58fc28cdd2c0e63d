package dev.todoku.intake.sender.json;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of a form (application/x-www-form-urlencoded or multipart/form-data, which is known by
 * its own first line); of a name that repeats, the last.
 */
public final class FormFields {
  private static final int MOST = 1_000;

  private FormFields() {}

  /** The fields in their order; none when {@code body} is no form. */
  public static Map<String, String> of(String body) {
    return MultipartForm.isOne(body) ? MultipartForm.fields(body, MOST) : encoded(body);
  }

  private static Map<String, String> encoded(String body) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : body.strip().split("&", MOST)) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        return Map.of();
      }
      try {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      } catch (IllegalArgumentException e) {
        return Map.of();
      }
    }
    return fields;
  }

  private static String decoded(String encoded) {
    return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
  }
}
