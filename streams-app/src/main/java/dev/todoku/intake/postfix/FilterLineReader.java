package dev.todoku.intake.postfix;

import dev.todoku.schema.Limits;
import dev.todoku.schema.MessageId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines in which content filters log what they decided of a message, by its queue id: rspamd's
 * task line, amavis's "Passed" and "Blocked", OpenDKIM and OpenDMARC.
 *
 * <p>Message-ID, addresses and names of attachments in these lines are of whoever wrote the mail. A
 * line in which a field that matters stands twice is therefore not read: a Message-ID could bring a
 * queue id of another's mail along.
 */
final class FilterLineReader {
  private static final String RSPAMD = "rspamd";
  private static final String RSPAMD_TASK = "rspamd_task_write_log";
  private static final String AMAVIS = "amavis";
  private static final String OPENDKIM = "opendkim";
  private static final String OPENDMARC = "opendmarc";

  /** What rspamd does as a milter; with "greylist" alone it lets the mail go on. */
  private static final Map<String, FilterVerdict> RSPAMD_ACTIONS =
      Map.of(
          "no action", FilterVerdict.PASSED,
          "greylist", FilterVerdict.PASSED,
          "add header", FilterVerdict.PASSED,
          "rewrite subject", FilterVerdict.PASSED,
          "soft reject", FilterVerdict.DEFERRED,
          "reject", FilterVerdict.REFUSED,
          "discard", FilterVerdict.DISCARDED,
          "quarantine", FilterVerdict.DISCARDED);

  /** What amavis did with what it blocked; the first word that stands there decides. */
  private static final List<Map.Entry<String, FilterVerdict>> AMAVIS_ACTIONS =
      List.of(
          Map.entry("TempFailed", FilterVerdict.DEFERRED),
          Map.entry("Rejected", FilterVerdict.REFUSED),
          Map.entry("Bounced", FilterVerdict.REFUSED),
          Map.entry("Discarded", FilterVerdict.DISCARDED),
          Map.entry("NoBounce", FilterVerdict.DISCARDED),
          Map.entry("Quarantined", FilterVerdict.DISCARDED));

  /**
   * What OpenDKIM's lines begin with that say whether a mail was signed, or whether it verifies.
   */
  private static final List<String> DKIM_RESULTS =
      List.of(
          "DKIM-Signature field added ",
          "DKIM verification successful",
          "bad signature data",
          "key retrieval failed",
          "no signing ");

  private static final Set<String> DMARC_RESULTS = Set.of("pass", "fail", "none");

  /** rspamd's own log file: {@code 2026-03-20 08:09:41 #38(normal) <73b3a9>; task; …}. */
  private static final Pattern RSPAMD_FILE =
      Pattern.compile("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d[.0-9]{0,8} #\\d{1,10}\\(");

  private static final Pattern RSPAMD_SCORE =
      Pattern.compile("\\): (\\[[-.0-9nainf]{1,20}/[-.0-9nainf]{1,20}]) \\[");

  /** {@code BAYES_SPAM(5.10){100.00%;}}: what stands in braces is of the mail. */
  private static final Pattern RSPAMD_SYMBOL =
      Pattern.compile("([A-Z][A-Z0-9_]{1,60})\\((-?\\d{1,6}\\.\\d{1,4})\\)(?:\\{[^}]*})?");

  private static final Pattern AMAVIS_DONE =
      Pattern.compile("^\\([-0-9A-Za-z]{1,40}\\) (Passed|Blocked) [^{}]{1,200} \\{([^{}]{0,200})}");

  private static final Pattern HITS = Pattern.compile("[-+.0-9]{1,20}");
  private static final int MOST_SYMBOLS = 5;
  private static final int LONGEST_TEXT = 200;

  private FilterLineReader() {}

  /** Whether a program's lines are read here. */
  static boolean isFilter(String program) {
    return switch (program) {
      case RSPAMD, RSPAMD_TASK, AMAVIS, OPENDKIM, OPENDMARC -> true;
      default -> false;
    };
  }

  /** Whether a line is of rspamd's own log file, most lines of which are about no mail. */
  static boolean isOfFilterFile(String line) {
    return RSPAMD_FILE.matcher(line).lookingAt();
  }

  /** Reads a line of a {@linkplain #isFilter filter}; null for one that says nothing of a mail. */
  static QueueLine.@Nullable VerdictLine read(Framing.LogLine line) {
    return switch (line.program()) {
      case RSPAMD -> {
        int task = line.message().indexOf(RSPAMD_TASK + ": id: <");
        yield task < 0
            ? null
            : rspamd(line, line.message().substring(task + RSPAMD_TASK.length() + 2));
      }
      case RSPAMD_TASK -> rspamd(line, line.message());
      case AMAVIS -> amavis(line, line.message());
      default -> byQueueId(line, line.message());
    };
  }

  /** {@code id: <…>, qid: <…>, ip: …, from: <…>, (default: F (no action): [1.2/15.00] […], …}. */
  private static QueueLine.@Nullable VerdictLine rspamd(Framing.LogLine line, String text) {
    int queueIdAt = afterOnly(text, ">, qid: <");
    int actionAt = afterOnly(text, ", (default: ");
    int open = actionAt < 0 ? -1 : text.indexOf('(', actionAt);
    int close = open < 0 ? -1 : text.indexOf(')', open);
    FilterVerdict verdict = close < 0 ? null : RSPAMD_ACTIONS.get(text.substring(open + 1, close));
    if (queueIdAt < 0 || verdict == null || !text.startsWith("id: <")) {
      return null;
    }
    String said = text.substring(open + 1, close);
    Matcher score = RSPAMD_SCORE.matcher(text).region(close, text.length());
    if (score.lookingAt()) {
      said += ' ' + score.group(1) + symbols(text, score.end());
    }
    String id = text.substring("id: <".length(), queueIdAt - ">, qid: <".length());
    QueueLine.VerdictLine read =
        verdict(line, RSPAMD, text.substring(queueIdAt, end(text, queueIdAt)), verdict, said);
    return read == null ? null : read.of(messageId(id));
  }

  /** The symbols that weigh most, without what the mail brought along. */
  private static String symbols(String text, int from) {
    record Symbol(String name, String score) {}
    List<Symbol> found = new ArrayList<>();
    Matcher matcher = RSPAMD_SYMBOL.matcher(text);
    for (int at = from; matcher.region(at, text.length()).lookingAt(); at = matcher.end() + 1) {
      found.add(new Symbol(matcher.group(1), matcher.group(2)));
      if (matcher.end() >= text.length() || text.charAt(matcher.end()) != ',') {
        break;
      }
    }
    StringBuilder said = new StringBuilder();
    found.stream()
        .filter(symbol -> Double.parseDouble(symbol.score()) != 0)
        .sorted(Comparator.comparingDouble(symbol -> -Math.abs(Double.parseDouble(symbol.score()))))
        .limit(MOST_SYMBOLS)
        .forEach(
            symbol ->
                said.append(' ')
                    .append(symbol.name())
                    .append('(')
                    .append(symbol.score())
                    .append(')'));
    return said.toString();
  }

  /** {@code (03491-01) Blocked SPAM {DiscardedInbound}, … Queue-ID: …, Message-ID: …, Hits: …}. */
  private static QueueLine.@Nullable VerdictLine amavis(Framing.LogLine line, String text) {
    Matcher done = AMAVIS_DONE.matcher(text);
    int queueIdAt = afterOnly(text, ", Queue-ID: ");
    if (queueIdAt < 0 || !done.find()) {
      return null;
    }
    FilterVerdict verdict =
        done.group(1).equals("Passed") ? FilterVerdict.PASSED : amavisAction(done.group(2));
    if (verdict == null) {
      return null;
    }
    int hits = text.lastIndexOf(", Hits: ");
    Matcher score = HITS.matcher(text);
    boolean hasScore = hits >= 0 && score.find(hits + ", Hits: ".length());
    String said =
        text.substring(text.indexOf(") ") + 2, done.end())
            + (hasScore ? ", Hits: " + score.group() : "");
    int end = text.indexOf(',', queueIdAt);
    return verdict(
        line, AMAVIS, text.substring(queueIdAt, end < 0 ? text.length() : end), verdict, said);
  }

  private static @Nullable FilterVerdict amavisAction(String did) {
    return AMAVIS_ACTIONS.stream()
        .filter(action -> did.contains(action.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(null);
  }

  /** {@code 27EEC802C1C5: DKIM-Signature field added (s=…, d=…)}, {@code …: example.com fail}. */
  private static QueueLine.@Nullable VerdictLine byQueueId(Framing.LogLine line, String text) {
    int colon = text.indexOf(": ");
    if (colon < 0) {
      return null;
    }
    String said = text.substring(colon + 2).strip();
    boolean isResult =
        line.program().equals(OPENDKIM)
            ? DKIM_RESULTS.stream().anyMatch(said::startsWith)
            : isDmarcResult(said);
    return isResult
        ? verdict(line, line.program(), text.substring(0, colon), FilterVerdict.PASSED, said)
        : null;
  }

  private static boolean isDmarcResult(String said) {
    int blank = said.indexOf(' ');
    return blank > 0
        && said.indexOf('.') > 0
        && DMARC_RESULTS.contains(said.substring(blank + 1).toLowerCase(Locale.ROOT));
  }

  /** Null where no queue id stands, as in what rspamd was asked by another program. */
  private static QueueLine.@Nullable VerdictLine verdict(
      Framing.LogLine line, String filter, String queueId, FilterVerdict verdict, String said) {
    String text = said.length() <= LONGEST_TEXT ? said : said.substring(0, LONGEST_TEXT);
    boolean isRead =
        QueueId.is(queueId, 0, queueId.length())
            && Field.problem(text, "verdict", LONGEST_TEXT) == null;
    return isRead
        ? new QueueLine.VerdictLine(line.host(), queueId, line.time(), filter, verdict, text, null)
        : null;
  }

  private static @Nullable String messageId(String text) {
    String id = MessageId.normal(text);
    return Field.problem(id, "message-id", Limits.MESSAGE_ID) == null ? id : null;
  }

  /** Index after {@code field}, -1 where it does not stand there or more than once. */
  private static int afterOnly(String text, String field) {
    int at = text.indexOf(field);
    return at < 0 || at != text.lastIndexOf(field) ? -1 : at + field.length();
  }

  private static int end(String text, int from) {
    int end = text.indexOf('>', from);
    return end < 0 ? from : end;
  }
}
