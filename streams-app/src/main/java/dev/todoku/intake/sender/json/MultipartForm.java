package dev.todoku.intake.sender.json;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form as multipart/form-data (RFC 7578), which Mailgun posts where a record has attachments. The
 * boundary is taken from the first line. Files are left out.
 */
final class MultipartForm {
  private static final Pattern NAME = Pattern.compile(";\\s*name=(?:\"([^\"]*)\"|([^;\\s]+))");
  private static final Pattern FILE = Pattern.compile(";\\s*filename\\*?=");
  private static final int LONGEST_BOUNDARY = 72;

  private MultipartForm() {}

  /** Whether {@code body} begins as one. */
  static boolean isOne(String body) {
    String begin = body.stripLeading();
    int end = begin.indexOf('\n');
    return begin.startsWith("--")
        && end > 2
        && end <= LONGEST_BOUNDARY + 1
        && begin.regionMatches(true, end + 1, "content-", 0, "content-".length());
  }

  /** The fields in their order, {@code most} at most. */
  static Map<String, String> fields(String body, int most) {
    String content = body.stripLeading();
    String boundary = content.substring(0, content.indexOf('\n')).stripTrailing();
    Map<String, String> fields = new LinkedHashMap<>();
    int from = boundary.length();
    while (from < content.length() && fields.size() < most) {
      int end = content.indexOf('\n' + boundary, from);
      end = end < 0 ? content.length() : end;
      add(content.substring(from, end), fields);
      from = end + 1 + boundary.length();
    }
    return fields;
  }

  /** {@code part}: from the end of its boundary to the line end before the next one. */
  private static void add(String part, Map<String, String> fields) {
    int lineEnd = part.indexOf('\n') + 1;
    int crlf = part.indexOf("\r\n\r\n");
    int lf = part.indexOf("\n\n");
    int end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf : lf;
    if (end < 0) {
      return;
    }
    String header = disposition(part.substring(lineEnd, Math.max(lineEnd, end)));
    Matcher name = NAME.matcher(header);
    if (!name.find() || FILE.matcher(header).find()) {
      return;
    }
    String value = part.substring(end + (end == crlf ? 4 : 2));
    fields.put(
        name.group(1) == null ? name.group(2) : name.group(1),
        value.endsWith("\r") ? value.substring(0, value.length() - 1) : value);
  }

  private static String disposition(String headers) {
    return headers
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-disposition:"))
        .findFirst()
        .orElse("");
  }
}
