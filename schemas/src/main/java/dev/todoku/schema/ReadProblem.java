package dev.todoku.schema;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.databind.exc.InvalidTypeIdException;

/** Why JSON could not be read, for a person: where, then what. */
final class ReadProblem {
  /** Jackson quotes what it found, which may be as long as the message. */
  private static final int MAX_LENGTH = 500;

  private static final Pattern NOT_ON_ONE_LINE = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  private ReadProblem() {}

  /** "event.bounce.recipient is required", "size: Cannot coerce String value …". */
  static String inOneLine(JacksonException e) {
    String problem = NOT_ON_ONE_LINE.matcher(problem(e, path(e))).replaceAll(" ");
    return Required.cut(problem, MAX_LENGTH);
  }

  private static String problem(JacksonException e, String path) {
    if (e instanceof UnexpectedEndOfInputException) {
      return "the JSON ends too early";
    }
    if (e instanceof InvalidTypeIdException type) {
      return type.getTypeId() == null
          ? path + "type is required"
          : path + "type: " + type.getOriginalMessage();
    }
    if (e.getCause() instanceof IllegalArgumentException refusedByRecord) {
      return path + refusedByRecord.getMessage();
    }
    return path.isEmpty()
        ? e.getOriginalMessage()
        : path.substring(0, path.length() - 1) + ": " + e.getOriginalMessage();
  }

  /** Names down to the value, each with a dot behind; empty at the root. */
  private static String path(JacksonException e) {
    StringBuilder path = new StringBuilder();
    for (Reference step : e.getPath()) {
      String name = step.getPropertyName();
      path.append(name == null ? String.valueOf(step.getIndex()) : name).append('.');
    }
    return path.toString();
  }
}
