package dev.todoku.cli.base;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a message came: the date of its topmost Received field (RFC 5321 section 4.4), which our own
 * server wrote, else its Date field.
 */
public final class MessageTime {
  private static final int LONGEST_HEADER = 64 * 1024;
  private static final Pattern END_OF_HEADER = Pattern.compile("\r?\n\r?\n");
  private static final Pattern FOLD = Pattern.compile("\r?\n[ \t]+");
  private static final Pattern FIELD =
      Pattern.compile("^(received|date):(.*)$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
  private static final Pattern COMMENT = Pattern.compile("\\([^()]*\\)");

  private MessageTime() {}

  /** Milliseconds since 1970; empty when the header names none. */
  public static OptionalLong of(InputStream message) throws IOException {
    String start = new String(message.readNBytes(LONGEST_HEADER), StandardCharsets.ISO_8859_1);
    String header = FOLD.matcher(END_OF_HEADER.split(start, 2)[0]).replaceAll(" ");
    Matcher field = FIELD.matcher(header);
    OptionalLong date = OptionalLong.empty();
    while (field.find()) {
      boolean isReceived = field.group(1).toLowerCase(Locale.ROOT).equals("received");
      String value = field.group(2);
      OptionalLong time = parse(isReceived ? value.substring(value.lastIndexOf(';') + 1) : value);
      if (isReceived && time.isPresent()) {
        return time;
      }
      date = date.isPresent() ? date : time;
    }
    return date;
  }

  private static OptionalLong parse(String rfc5322) {
    String text = COMMENT.matcher(rfc5322).replaceAll(" ").strip().replaceAll("\\s+", " ");
    try {
      return OptionalLong.of(
          OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli());
    } catch (DateTimeException e) {
      return OptionalLong.empty();
    }
  }
}
