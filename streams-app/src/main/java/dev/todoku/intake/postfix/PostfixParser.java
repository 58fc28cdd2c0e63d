package dev.todoku.intake.postfix;

import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.schema.Address;
import dev.todoku.schema.DsnSent;
import dev.todoku.schema.Limits;
import dev.todoku.schema.MessageId;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line of a Postfix log, in any frame that {@link Framings} knows. Takes any input and
 * never throws; needs time in proportion to the line's length.
 */
public final class PostfixParser {
  private static final String REQUEUE = "Requeue: ";
  private static final String MILTER_REJECT = "milter-reject: ";
  private static final int LONGEST_QUOTE = 60;

  private final Framings framings;
  private final AttemptReader attempts;
  private final RejectReader rejects;

  /**
   * A parser for servers all of whose mail leaves the house.
   *
   * @param zone time zone of BSD syslog times, which name none
   * @param classifier names the reason of a refusal
   */
  public PostfixParser(ZoneId zone, ReplyClassifier classifier) {
    this.framings = new Framings(zone, PostfixParser::isRead);
    this.attempts = new AttemptReader();
    this.rejects = new RejectReader(classifier);
  }

  /** Whether lines of a program are read. */
  static boolean isRead(String program) {
    return PostfixPrograms.isPostfix(program) || FilterLineReader.isFilter(program);
  }

  /**
   * Reads a line.
   *
   * @param rawLine the line, with or without its end; null counts as unreadable
   * @param reference a time near the line's, in milliseconds: it gives BSD syslog times their year
   */
  public Parsed parse(String rawLine, long reference) {
    if (rawLine == null) {
      return new Parsed.Unreadable("no line at all");
    }
    String line = rawLine.strip();
    if (line.isEmpty()) {
      return new Parsed.Ignored(reference, Parsed.Ignored.NO_PROGRAM);
    }
    Framing framing = framings.frame(line, reference);
    if (framing instanceof Framing.LogLine framed) {
      if (PostfixPrograms.isPostfix(framed.program())) {
        return read(framed);
      }
      if (FilterLineReader.isFilter(framed.program())) {
        QueueLine.VerdictLine verdict = FilterLineReader.read(framed);
        return verdict == null ? new Parsed.Ignored(framed.time(), framed.program()) : verdict;
      }
      Parsed requeued = framed.program().equals("MailScanner") ? requeued(framed) : null;
      return requeued == null ? ignored(framed) : requeued;
    }
    if (framing instanceof Framing.Anonymous anonymous) {
      return looksLikeAttempt(line)
          ? new Parsed.Unreadable(expected(line))
          : new Parsed.Ignored(anonymous.time(), Parsed.Ignored.NO_PROGRAM);
    }
    return FilterLineReader.isOfFilterFile(line)
        ? new Parsed.Ignored(reference, Parsed.Ignored.NO_PROGRAM)
        : new Parsed.Unreadable(((Framing.Unframed) framing).reason());
  }

  /** {@code Requeue: 3E9E6AE1A2.A1B2C to 93EA3A5256}; null for any other line. */
  private static @Nullable Parsed requeued(Framing.LogLine line) {
    String text = line.message();
    int to = text.startsWith(REQUEUE) ? text.indexOf(" to ") : -1;
    int end = to < 0 ? -1 : queueIdEnd(text, REQUEUE.length());
    int nextEnd = to < 0 ? -1 : queueIdEnd(text, to + 4);
    return end < 0 || nextEnd < 0
        ? null
        : new QueueLine.PreviousLine(
            line.host(),
            text.substring(to + 4, nextEnd),
            line.time(),
            text.substring(REQUEUE.length(), end));
  }

  /** Index after the queue id that begins at {@code from}, -1 when none does. */
  private static int queueIdEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return QueueId.is(text, from, end) ? end : -1;
  }

  /** The line of smtpd or pickup that takes a message in, where it names the queue id before. */
  private static Parsed readPrevious(
      Framing.LogLine line, String queueId, String text, String field) {
    int at = text.lastIndexOf(field);
    int end = at < 0 ? -1 : queueIdEnd(text, at + field.length());
    return end < 0
        ? ignored(line)
        : new QueueLine.PreviousLine(
            line.host(), queueId, line.time(), text.substring(at + field.length(), end));
  }

  /** Ignores a line, unless it looks as if it should have been read. */
  private static Parsed ignored(Framing.LogLine line) {
    return looksLikeAttempt(line.message())
        ? new Parsed.Unreadable(expected(line.message()))
        : new Parsed.Ignored(line.time(), line.program());
  }

  /** Nothing but a delivery agent's line has both; address verification sends no mail. */
  private static boolean looksLikeAttempt(String line) {
    int to = line.indexOf("to=<");
    int status = to < 0 ? -1 : line.indexOf(" status=", to);
    return status > 0
        && !line.startsWith(" status=deliverable", status)
        && !line.startsWith(" status=undeliverable", status);
  }

  private static String expected(String line) {
    int to = line.indexOf("to=<");
    String before = line.substring(Math.max(0, to - LONGEST_QUOTE), to).strip();
    return "looks like a delivery attempt, but a Postfix program's \"daemon[pid]: queue id: \" is"
        + " expected before to=< and \""
        + before
        + "\" stands there";
  }

  private Parsed read(Framing.LogLine line) {
    String message = withoutSolarisId(line.message());
    int colon = message.indexOf(": ");
    if (colon < 0) {
      return ignored(line);
    }
    String text = message.substring(colon + 2);
    if (message.startsWith("NOQUEUE: ")) {
      return readOther(line, text);
    }
    if (!QueueId.is(message, 0, colon)) {
      return ignored(line);
    }
    String queueId = message.substring(0, colon);
    if (text.startsWith("to=<")) {
      return attempts.read(line, queueId, text);
    }
    if (text.startsWith("from=<")) {
      return readFrom(line, queueId, text);
    }
    if (text.startsWith("message-id=")) {
      return readMessageId(line, queueId, text.substring("message-id=".length()), false);
    }
    if (text.startsWith("resent-message-id=")) {
      return readMessageId(line, queueId, text.substring("resent-message-id=".length()), true);
    }
    if (text.equals("removed")) {
      boolean deleted = PostfixPrograms.daemon(line.program()).equals("postsuper");
      return new QueueLine.RemovedLine(line.host(), queueId, line.time(), deleted);
    }
    if (text.startsWith("client=")) {
      return readPrevious(line, queueId, text, " orig_queue_id=");
    }
    if (text.startsWith("uid=")) {
      return readPrevious(line, queueId, text, " orig_id=");
    }
    if (text.startsWith("info: header ")) {
      return readHeader(line, queueId, text.substring("info: header ".length()));
    }
    if (text.startsWith("warning: header ")) {
      return readHeader(line, queueId, text.substring("warning: header ".length()));
    }
    if (text.startsWith("sender ") || text.startsWith("postmaster ")) {
      return readNotice(line, queueId, text);
    }
    if (text.startsWith("milter-discard: ")) {
      return rejects.readDiscard(line, queueId, text.substring("milter-discard: ".length()));
    }
    Parsed other = readOther(line, text);
    return other instanceof Parsed.RejectLine reject
        ? rejects.ofMessage(queueId, text, reject)
        : other;
  }

  private Parsed readOther(Framing.LogLine line, String text) {
    if (text.startsWith("reject: ")) {
      return rejects.read(line, text.substring("reject: ".length()));
    }
    if (text.startsWith(MILTER_REJECT)) {
      return rejects.read(line, text.substring(MILTER_REJECT.length()));
    }
    return ignored(line);
  }

  /** {@code from=<…>, size=451, nrcpt=1 (queue active)} or {@code from=<…>, status=expired, …}. */
  private static Parsed readFrom(Framing.LogLine line, String queueId, String text) {
    int start = "from=<".length();
    int end = Field.addressEnd(text, start, ">, ");
    if (end < 0) {
      return new Parsed.Unreadable("cut queue manager line: it ends within the sender");
    }
    int rest = end + 3;
    if (text.startsWith("status=expired", rest) || text.startsWith("status=force-expired", rest)) {
      return new QueueLine.ExpiredLine(line.host(), queueId, line.time());
    }
    if (!text.startsWith("size=", rest)) {
      return ignored(line);
    }
    String sender = text.substring(start, end);
    String problem =
        sender.isEmpty() ? null : Field.problem(sender, "envelope sender", Limits.ADDRESS);
    if (problem != null) {
      return new Parsed.Unreadable(problem);
    }
    int recipients = text.indexOf("nrcpt=", rest);
    return new QueueLine.FromLine(
        line.host(),
        queueId,
        line.time(),
        sender,
        number(text, rest + "size=".length()),
        recipients < 0
            ? 0
            : (int) Math.min(Integer.MAX_VALUE, number(text, recipients + "nrcpt=".length())));
  }

  private static Parsed readMessageId(
      Framing.LogLine line, String queueId, String text, boolean isResent) {
    int end = text.lastIndexOf('>');
    String id = MessageId.normal(text.startsWith("<") && end > 0 ? text.substring(0, end) : text);
    if (id.isBlank()) {
      return ignored(line);
    }
    String cut = id.substring(0, Math.min(id.length(), Limits.MESSAGE_ID));
    String problem = Field.problem(cut, "message-id", Limits.MESSAGE_ID);
    return problem == null
        ? new QueueLine.MessageIdLine(line.host(), queueId, line.time(), cut, isResent)
        : new Parsed.Unreadable(problem);
  }

  /** {@code From: Shop <a@b.example> from host[address]; from=<…> to=<…> proto=… helo=<…>}. */
  private static Parsed readHeader(Framing.LogLine line, String queueId, String text) {
    int colon = text.indexOf(':');
    int tail = text.lastIndexOf("; from=<");
    int end = tail < 0 ? -1 : text.lastIndexOf(" from ", tail);
    if (colon < 0 || end <= colon) {
      return ignored(line);
    }
    String value = text.substring(colon + 1, end).strip();
    String name = text.substring(0, colon);
    if (name.equalsIgnoreCase("Subject") && !value.isEmpty()) {
      String subject = value.substring(0, Math.min(value.length(), Limits.MESSAGE_ID));
      return new QueueLine.HeaderLine(
          line.host(), queueId, line.time(), QueueLine.Header.SUBJECT, subject);
    }
    String domain = name.equalsIgnoreCase("From") ? domainOfAuthor(value) : null;
    return domain == null
        ? ignored(line)
        : new QueueLine.HeaderLine(
            line.host(), queueId, line.time(), QueueLine.Header.FROM, domain);
  }

  /** The domain of {@code Shop <a@b.example>} or {@code a@b.example (Shop)}, null without one. */
  private static @Nullable String domainOfAuthor(String from) {
    int open = from.lastIndexOf('<');
    int start = open < 0 ? from.indexOf('@') : from.lastIndexOf('@');
    if (start < 0 || start < open) {
      return null;
    }
    int end = start + 1;
    while (end < from.length() && " >,;()<\"\t".indexOf(from.charAt(end)) < 0) {
      end++;
    }
    return Field.orNull(Address.domainOf(from.substring(start, end)), Limits.DOMAIN);
  }

  /** {@code sender non-delivery notification: 4jX4605XbbzJX4b}. */
  private static Parsed readNotice(Framing.LogLine line, String queueId, String text) {
    int end = text.indexOf(" notification: ");
    int noticeAt = end + " notification: ".length();
    DsnSent.Kind kind = end < 0 ? null : kind(text.substring(text.indexOf(' ') + 1, end));
    if (kind == null || !QueueId.is(text, noticeAt, text.length())) {
      return ignored(line);
    }
    return new QueueLine.NoticeLine(
        line.host(), queueId, line.time(), kind, text.substring(noticeAt));
  }

  private static DsnSent.@Nullable Kind kind(String words) {
    return switch (words) {
      case "non-delivery" -> DsnSent.Kind.NON_DELIVERY;
      case "delay" -> DsnSent.Kind.DELAY;
      case "delivery status" -> DsnSent.Kind.SUCCESS;
      default -> null;
    };
  }

  /** Solaris syslog puts "[ID 197553 mail.info] " before the message. */
  private static String withoutSolarisId(String message) {
    String text = message.stripLeading();
    int end = text.startsWith("[ID ") ? text.indexOf("] ") : -1;
    return end < 0 ? text : text.substring(end + 2);
  }

  /** The number that begins at {@code from}; 0 when there is none or it is beyond all sizes. */
  private static long number(String text, int from) {
    long value = 0;
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c < '0' || c > '9') {
        break;
      }
      value = value * 10 + (c - '0');
      if (value > 1L << 50) {
        return 0;
      }
    }
    return value;
  }
}
