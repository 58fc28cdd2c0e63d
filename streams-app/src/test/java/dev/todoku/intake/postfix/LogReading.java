package dev.todoku.intake.postfix;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.DiagnosisConfidence;
import dev.todoku.bounce.Hints;
import dev.todoku.bounce.RefusedReply;
import dev.todoku.bounce.ReplyClassifier;
import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a log as the intake does: an entry per host and queue id, kept in its stored form. */
final class LogReading {
  static final long REFERENCE = Instant.parse("2026-11-22T09:00:00Z").toEpochMilli();

  /** Rules enough for these tests. */
  static final ReplyClassifier RULES = LogReading::diagnosis;

  private final PostfixParser parser = new PostfixParser(ZoneOffset.UTC, RULES);
  private final QueueEntryAssembler assembler;
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final List<MailEvent> events = new ArrayList<>();

  LogReading() {
    this(new QueueEntryAssembler(RULES, Map.of("mx", "192.0.2.25")::get));
  }

  LogReading(QueueEntryAssembler assembler) {
    this.assembler = assembler;
  }

  static List<String> lines(String resource) {
    try (InputStream in = LogReading.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<String> mailLog() {
    return lines("/dev/todoku/samples/postfix/mail.log");
  }

  LogReading read(List<String> lines) {
    lines.forEach(this::read);
    return this;
  }

  LogReading read(String line) {
    if (parser.parse(line, REFERENCE) instanceof QueueLine queueLine) {
      String key = queueLine.host() + '/' + queueLine.queueId();
      byte[] kept = entries.get(key);
      keep(key, assembler.assemble(kept == null ? null : QueueEntry.decode(kept), queueLine));
    }
    return this;
  }

  /** Settles whatever still waits, as the intake does when the log is silent. */
  List<MailEvent> settled() {
    List.copyOf(entries.keySet())
        .forEach(key -> keep(key, assembler.settle(QueueEntry.decode(entries.get(key)))));
    return List.copyOf(events);
  }

  List<MailEvent> events() {
    return List.copyOf(events);
  }

  QueueEntry story(String key) {
    return QueueEntry.decode(entries.get(key));
  }

  private void keep(String key, AssembledEntry assembled) {
    if (assembled.changed()) {
      entries.put(key, assembled.next().encode());
    }
    events.addAll(assembled.events());
  }

  private static BounceDiagnosis diagnosis(RefusedReply refusal) {
    String status = refusal.reply().status();
    String text = refusal.reply().text();
    if (refusal.sender() != null && text != null && text.contains(refusal.sender())) {
      return new BounceDiagnosis(
          Reason.REJECTED, false, DiagnosisConfidence.LIKELY, null, Hints.NONE);
    }
    return status != null && status.endsWith(".1.1")
        ? new BounceDiagnosis(
            Reason.USER_UNKNOWN, true, DiagnosisConfidence.LIKELY, null, Hints.NONE)
        : BounceDiagnosis.NONE;
  }
}
