package dev.todoku.dns;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A DNS of which a test says everything. It follows aliases, and remembers what it was asked. */
public final class FakeDns implements Dns {
  private static final int MAX_ALIASES = 8;
  private static final List<String> TEST_ENTRIES = List.of("2.0.0.127.", "test.", "dbltest.com.");

  private static final Duration TTL = Duration.ofSeconds(300);

  private final Map<Question, List<String>> records = new LinkedHashMap<>();
  private final Map<Question, String> failures = new HashMap<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> deaf = new HashSet<>();
  private final Set<String> silent = new HashSet<>();
  private final List<Question> asked = new ArrayList<>();

  /** Adds a record. */
  public FakeDns with(String name, RecordType type, String value) {
    Question question = new Question(name, type);
    records.computeIfAbsent(question, q -> new ArrayList<>()).add(value);
    names.add(question.name());
    return this;
  }

  /** Adds a text. */
  public FakeDns txt(String name, String value) {
    return with(name, RecordType.TXT, value);
  }

  /** Nobody knows. */
  public FakeDns failing(String name, RecordType type) {
    failures.put(new Question(name, type), "SERVFAIL");
    return this;
  }

  /** For this name, nobody knows whatever is not there. */
  public FakeDns silent(String name) {
    silent.add(new Question(name, RecordType.A).name());
    return this;
  }

  /** A blocklist that does not even have its test entry: it answers nobody. */
  public FakeDns deaf(String zone) {
    deaf.add(zone);
    return this;
  }

  /** Every blocklist has its test entry (RFC 5782 section 5). */
  private boolean isTestEntry(Question question) {
    String name = question.name();
    return question.type() == RecordType.A
        && TEST_ENTRIES.stream().anyMatch(name::startsWith)
        && deaf.stream().noneMatch(zone -> name.endsWith('.' + zone));
  }

  /** All questions so far. */
  public List<Question> asked() {
    return List.copyOf(asked);
  }

  @Override
  public synchronized CompletableFuture<DnsAnswer> ask(Question question) {
    asked.add(question);
    return CompletableFuture.completedFuture(answer(question, 0));
  }

  private DnsAnswer answer(Question question, int aliases) {
    if (aliases > MAX_ALIASES) {
      return DnsAnswer.failed("aliases without end", TTL);
    }
    if (failures.containsKey(question)) {
      return DnsAnswer.failed(failures.get(question), TTL);
    }
    List<String> values = records.get(question);
    if (values != null) {
      return DnsAnswer.found(values, TTL);
    }
    if (isTestEntry(question)) {
      return DnsAnswer.found(List.of("127.0.0.2"), TTL);
    }
    List<String> alias = records.get(new Question(question.name(), RecordType.CNAME));
    if (alias != null) {
      return answer(new Question(alias.get(0), question.type()), aliases + 1);
    }
    if (silent.contains(question.name())) {
      return DnsAnswer.failed("no answer", TTL);
    }
    return exists(question.name()) ? DnsAnswer.noData(TTL) : DnsAnswer.noName(TTL);
  }

  private boolean exists(String name) {
    return names.stream().anyMatch(known -> known.equals(name) || known.endsWith('.' + name));
  }
}
