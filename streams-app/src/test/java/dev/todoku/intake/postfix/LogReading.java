package dev.todoku.intake.postfix;

import dev.todoku.bounce.Confidence;
import dev.todoku.bounce.Diagnosis;
import dev.todoku.bounce.Hints;
import dev.todoku.bounce.Refusal;
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

/** Reads a log as the intake does: a story per host and queue id, kept in its stored form. */
final class LogReading {
  static final long REFERENCE = Instant.parse("2026-11-22T09:00:00Z").toEpochMilli();

  /** Rules enough for these tests. */
  static final ReplyClassifier RULES = LogReading::diagnosis;

  private final PostfixParser parser = new PostfixParser(ZoneOffset.UTC, RULES);
  private final Storyteller teller;
  private final Map<String, byte[]> stories = new LinkedHashMap<>();
  private final List<MailEvent> events = new ArrayList<>();

  LogReading() {
    this(new Storyteller(RULES, Map.of("mx", "192.0.2.25")::get));
  }

  LogReading(Storyteller teller) {
    this.teller = teller;
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
      byte[] kept = stories.get(key);
      keep(key, teller.tell(kept == null ? null : Story.decode(kept), queueLine));
    }
    return this;
  }

  /** Settles whatever still waits, as the intake does when the log is silent. */
  List<MailEvent> settled() {
    List.copyOf(stories.keySet())
        .forEach(key -> keep(key, teller.settle(Story.decode(stories.get(key)))));
    return List.copyOf(events);
  }

  List<MailEvent> events() {
    return List.copyOf(events);
  }

  Story story(String key) {
    return Story.decode(stories.get(key));
  }

  private void keep(String key, Told told) {
    if (told.changed()) {
      stories.put(key, told.next().encode());
    }
    events.addAll(told.events());
  }

  private static Diagnosis diagnosis(Refusal refusal) {
    String status = refusal.reply().status();
    return status != null && status.endsWith(".1.1")
        ? new Diagnosis(Reason.USER_UNKNOWN, true, Confidence.LIKELY, null, Hints.NONE)
        : Diagnosis.NONE;
  }
}
