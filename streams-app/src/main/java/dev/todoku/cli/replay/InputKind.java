package dev.todoku.cli.replay;

import dev.todoku.cli.base.LogShape;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a file is, recognised by its name and its first lines. */
enum InputKind {
  /** Lines of a mail server's log. */
  LOG,
  /** One mail message. */
  MESSAGE,
  /** Events of the contract; which ones must be said. */
  EVENTS,
  /** Many messages in one file; not read. */
  MBOX;

  private static final Pattern LOG_LINE =
      Pattern.compile(
          "(<\\d{1,3}>)?1? ?([A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d|\\d{4}-\\d\\d-\\d\\d[Tt]).*");

  /** RFC 5322 section 2.2. */
  private static final Pattern HEADER_FIELD = Pattern.compile("[!-9;-~]{1,76}:.*");

  /** What log collectors call the text of a line. */
  private static final String[] JSON_LOG_FIELDS = {"msg", "message", "MESSAGE"};

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * Empty when it cannot be known.
   *
   * @param path null for the standard input
   * @param lines the first lines that are not blank
   */
  static Optional<InputKind> of(@Nullable Path path, List<String> lines) {
    String firstLine = lines.isEmpty() ? "" : lines.get(0);
    if (path != null && isMessageByName(path)) {
      return Optional.of(MESSAGE);
    }
    if (firstLine.startsWith("From ")) {
      return Optional.of(MBOX);
    }
    if (LOG_LINE.matcher(firstLine).matches() || LogShape.isPostfix(List.of(firstLine))) {
      return Optional.of(LOG);
    }
    boolean isJson = firstLine.startsWith("{");
    if (!isJson && HEADER_FIELD.matcher(firstLine).matches()) {
      return Optional.of(MESSAGE);
    }
    if (lines.stream().anyMatch(InputKind::isJsonLog) || LogShape.isPostfix(lines)) {
      return Optional.of(LOG);
    }
    return isJson ? Optional.of(EVENTS) : Optional.empty();
  }

  /** {@code .eml}, or in one of the two directories of a maildir. */
  private static boolean isMessageByName(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    return path.toString().endsWith(".eml")
        || path.toString().endsWith(".eml.gz")
        || (directory != null && (directory.endsWith("cur") || directory.endsWith("new")));
  }

  private static boolean isJsonLog(String line) {
    if (!line.startsWith("{")) {
      return false;
    }
    try {
      JsonNode object = JSON.readTree(line);
      for (String field : JSON_LOG_FIELDS) {
        if (object.path(field).isString()) {
          return true;
        }
      }
      return false;
    } catch (JacksonException e) {
      return false;
    }
  }
}
