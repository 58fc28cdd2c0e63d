package dev.todoku.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logs of other servers than Postfix with the right answers: the directory that {@code
 * -Dtodoku.cases=DIR} names, and our own. A table {@code expected.tsv} has a row an event; a row of
 * kind "none" says that there is none.
 */
class SenderLogCasesTest {
  private static final List<String> COLUMNS =
      List.of(
          "recipient",
          "provider_id",
          "message_id",
          "time",
          "permanent",
          "status",
          "code",
          "reply",
          "peer_reason",
          "event_id");

  private static final Map<String, String> FIELDS =
      Map.of(
          "provider_id", "providerId",
          "message_id", "messageId",
          "peer_reason", "peerReason",
          "event_id", "eventId");

  @Test
  void everyLineIsReadAsTheTableSays() throws IOException {
    String directory = System.getProperty("todoku.cases", "");
    assumeTrue(!directory.isEmpty(), "-Dtodoku.cases names no directory");
    assertThat(misses(Path.of(directory), "Asia/Tokyo")).isEmpty();
  }

  @Test
  void everyQuirkOfOurOwnLogsIsReadAsTheTableSays() throws IOException, URISyntaxException {
    URL own = getClass().getResource("senders/expected.tsv");
    assertThat(misses(Path.of(own.toURI()).getParent(), "UTC")).isEmpty();
  }

  private static List<String> misses(Path directory, String zone) throws IOException {
    Map<String, List<String>> expected = new TreeMap<>();
    List<String> header = List.of();
    for (String line : Files.readAllLines(directory.resolve("expected.tsv"))) {
      List<String> cells = List.of(line.split("\t", -1));
      if (header.isEmpty()) {
        header = cells;
      } else if (isLog(cells.get(0))) {
        List<String> events = expected.computeIfAbsent(cells.get(0), unused -> new ArrayList<>());
        if (!cells.get(header.indexOf("kind")).equals("none")) {
          events.add(event(cells, header));
        }
      }
    }
    assertThat(expected).isNotEmpty();
    List<String> misses = new ArrayList<>();
    for (Map.Entry<String, List<String>> file : expected.entrySet()) {
      List<String> found = parse(directory.resolve(file.getKey()), zone);
      found.stream()
          .filter(event -> !file.getValue().contains(event))
          .forEach(event -> misses.add(file.getKey() + " too many: " + event));
      file.getValue().stream()
          .filter(event -> !found.contains(event))
          .forEach(event -> misses.add(file.getKey() + " missing: " + event));
      if (found.size() != file.getValue().size()) {
        misses.add(file.getKey() + ": " + found.size() + " events");
      }
    }
    return misses;
  }

  /** What a service's webhook posts, as a log shipper may write it, is not read here. */
  private static boolean isLog(String file) {
    return !file.startsWith("ses/")
        && (file.endsWith(".log") || file.endsWith(".jsonl") || file.endsWith(".csv"));
  }

  private static String event(List<String> cells, List<String> header) {
    StringBuilder event = new StringBuilder(cells.get(header.indexOf("index")));
    event.append(' ').append(cells.get(header.indexOf("kind")));
    for (String column : COLUMNS) {
      event.append('\t').append(cells.get(header.indexOf(column)));
    }
    return event.toString();
  }

  private static List<String> parse(Path file, String zone) {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new ParseCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(new StringWriter(), true))
            .execute("--json", "--year", "2026", "--zone", zone, file.toString());
    assertThat(code).as("exit code of %s", file).isZero();
    return out.toString()
        .lines()
        .map(JsonMapper.shared()::readTree)
        .map(SenderLogCasesTest::event)
        .toList();
  }

  private static String event(JsonNode json) {
    StringBuilder event = new StringBuilder(json.path("index").asString());
    event.append(' ').append(json.path("event").asString());
    for (String column : COLUMNS) {
      JsonNode value = json.get(FIELDS.getOrDefault(column, column));
      event.append('\t').append(cell(value));
    }
    return event.toString();
  }

  private static String cell(JsonNode value) {
    if (value == null || value.isNull()) {
      return "-";
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "yes" : "no";
    }
    return value.asString().replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t");
  }
}
