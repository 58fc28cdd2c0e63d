package dev.todoku.collect.queue;

import dev.todoku.wire.WaitingMail;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code exim -bp}: a line for each message with its age, size, id and sender, and below it its
 * recipients; {@code D} before one says that it has been delivered.
 */
final class EximListing implements QueueListing {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "^\\s{0,3}(\\d{1,6})([smhdw])\\s{1,9}\\S{1,12}\\s{1,4}"
              + "([0-9A-Za-z]{6}-[0-9A-Za-z]{6,11}-[0-9A-Za-z]{2,4}) <.*$");

  private static final Pattern RECIPIENT = Pattern.compile("^\\s{8}([D ]) (\\S.*)$");

  /** Of messages that are not tried any more until somebody does something. */
  private static final String FROZEN = "*** frozen ***";

  private final long now;
  private @Nullable String id;
  private long since;
  private boolean isFrozen;
  private long messages;

  /**
   * Nothing has been read.
   *
   * @param now when the command was run, in milliseconds since 1970
   */
  EximListing(long now) {
    this.now = now;
  }

  @Override
  public List<WaitingMail> line(String line) {
    Matcher message = MESSAGE.matcher(line);
    if (message.matches()) {
      id = message.group(3);
      since = now - Long.parseLong(message.group(1)) * millis(message.group(2).charAt(0));
      isFrozen = line.endsWith(FROZEN);
      messages++;
      return List.of();
    }
    Matcher recipient = RECIPIENT.matcher(line);
    return id == null || !recipient.matches() || recipient.group(1).equals("D")
        ? List.of()
        : List.of(new WaitingMail(id, recipient.group(2).strip(), isFrozen, since, null));
  }

  private static long millis(char unit) {
    return switch (unit) {
      case 's' -> 1_000L;
      case 'm' -> 60_000L;
      case 'h' -> 3_600_000L;
      case 'd' -> 86_400_000L;
      default -> 604_800_000L;
    };
  }

  @Override
  public long messages() {
    return messages;
  }
}
