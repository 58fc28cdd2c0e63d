package dev.todoku.bounce;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/** Finds which SMTP command a text says was refused: in a transcript, else in a sentence. */
final class RefusedCommand {
  /** As some servers write them on a line of their own. */
  private static final Set<String> COMMANDS =
      Set.of("DATA", "RCPT TO", "RCPT", "MAIL FROM", "MAIL", "EHLO", "HELO");

  /** RCPT, as far as the order of replies shows: the text names another command. */
  static final String PIPELINED_RCPT = "RCPT (pipelined)";

  private static final int LONGEST = "MAIL FROM".length();

  /** The first command that words name which a line break cuts in two. */
  private static final class Wrapped implements ObjIntConsumer<Phrase> {
    private @Nullable String command;

    @Override
    public void accept(Phrase phrase, int end) {
      if (command == null && phrase.kind() == Phrase.Kind.COMMAND) {
        command = phrase.value();
      }
    }
  }

  private RefusedCommand() {}

  /** The SMTP command that {@code lines} say was refused, null when they do not say. */
  static @Nullable String in(List<ProseLine> lines) {
    String command = null;
    String sent = null;
    for (ProseLine line : lines) {
      String bare = line.text().strip();
      if (bare.startsWith(">>>") || bare.startsWith("Sent <<<")) {
        sent = verb(bare);
      } else if (sent != null && (bare.startsWith("<<<") || bare.startsWith("Received >>>"))) {
        return isPipelined(lines) ? PIPELINED_RCPT : sent;
      } else if (bare.length() <= LONGEST && COMMANDS.contains(bare)) {
        return bare;
      }
      command = command == null ? line.command() : command;
    }
    if (command != null || sent != null) {
      return command == null ? sent : command;
    }
    return wrapped(lines);
  }

  private static @Nullable String wrapped(List<ProseLine> lines) {
    Wrapped wrapped = new Wrapped();
    int begun = 0;
    for (ProseLine line : lines) {
      begun = line.goOn(begun, wrapped);
    }
    return wrapped.command;
  }

  /**
   * Whether a server said that it wants recipients first: it refused them all, and the transcript
   * shows its replies behind the DATA that was sent with them (RFC 2920).
   */
  private static boolean isPipelined(List<ProseLine> lines) {
    return lines.stream()
        .map(line -> line.text().strip())
        .anyMatch(line -> line.startsWith("<<< 503") || line.startsWith("<<< 554 5.5.1"));
  }

  private static @Nullable String verb(String sent) {
    int from = 0;
    while (from < sent.length() && !Character.isLetter(sent.charAt(from))) {
      from++;
    }
    if (sent.startsWith("Sent <<<")) {
      from = Math.min(sent.length(), sent.indexOf("<<<") + 4);
    }
    int to = from;
    while (to < sent.length() && Character.isLetter(sent.charAt(to))) {
      to++;
    }
    return to == from ? null : sent.substring(from, to).toUpperCase(Locale.ROOT);
  }
}
