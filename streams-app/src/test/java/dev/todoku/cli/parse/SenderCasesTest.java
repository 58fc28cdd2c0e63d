package dev.todoku.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bodies as mail services post them, with the right answers: a directory with a table {@code
 * expected.tsv}, one row an event, "-" for absent. One of ours is always read; {@code
 * -Dtodoku.cases=DIR} names another one.
 */
class SenderCasesTest {
  private static final List<String> FIELDS =
      List.of(
          "event",
          "recipient",
          "providerId",
          "messageId",
          "time",
          "permanent",
          "status",
          "code",
          "reply",
          "peerReason",
          "eventId");

  private static final Set<String> LOGS =
      Set.of("exim", "opensmtpd", "sendmail", "powermta", "exchange");

  private final Map<String, List<JsonNode>> byFile = new HashMap<>();

  @Test
  void everyRowIsAnsweredAsTheTableSays() throws IOException {
    String directory = System.getProperty("todoku.cases", "");
    assumeTrue(!directory.isEmpty(), "-Dtodoku.cases names no directory");
    assertThat(misses(Path.of(directory))).isEmpty();
  }

  @Test
  void everyBodyOfOursIsAnsweredAsItSays() throws IOException, URISyntaxException {
    Path ours = Path.of(getClass().getResource("/dev/todoku/intake/senders/expected.tsv").toURI());
    assertThat(misses(ours.getParent())).isEmpty();
  }

  private List<String> misses(Path directory) throws IOException {
    List<String> misses = new ArrayList<>();
    Map<String, Integer> expected = new HashMap<>();
    List<String> lines = Files.readAllLines(directory.resolve("expected.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      if (!LOGS.contains(cells[0].split("/")[0])) {
        List<JsonNode> events = events(directory.resolve(cells[0]));
        boolean isNone = cells[2].equals("none");
        expected.merge(cells[0], isNone ? 0 : 1, Integer::sum);
        if (!isNone && events.stream().noneMatch(event -> isAsIn(cells, event))) {
          misses.add(String.join(" | ", cells) + " but there is " + atIndex(cells, events));
        }
      }
    }
    expected.forEach(
        (file, count) -> {
          int found = byFile.get(directory.resolve(file).toString()).size();
          if (found != count) {
            misses.add(file + " has " + found + " events, not " + count);
          }
        });
    assertThat(expected).isNotEmpty();
    return misses;
  }

  private static List<JsonNode> atIndex(String[] cells, List<JsonNode> events) {
    return events.stream().filter(event -> text(event, "index").equals(cells[1])).toList();
  }

  private static boolean isAsIn(String[] cells, JsonNode event) {
    if (!text(event, "index").equals(cells[1])) {
      return false;
    }
    for (int i = 0; i < FIELDS.size(); i++) {
      String wanted = unescaped(cells[i + 2]);
      String found = text(event, FIELDS.get(i));
      if (FIELDS.get(i).equals("permanent")) {
        found = found.equals("true") ? "yes" : found.equals("false") ? "no" : found;
      }
      if (!found.equals(wanted.equals("-") ? "" : wanted)) {
        return false;
      }
    }
    return true;
  }

  private static String unescaped(String cell) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == '\\' && i + 1 < cell.length()) {
        char next = cell.charAt(++i);
        text.append(next == 'n' ? '\n' : next == 't' ? '\t' : next == 'r' ? '\r' : next);
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  private List<JsonNode> events(Path file) {
    return byFile.computeIfAbsent(file.toString(), SenderCasesTest::parse);
  }

  private static List<JsonNode> parse(String file) {
    StringWriter out = new StringWriter();
    new CommandLine(new ParseCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute("--json", file);
    return out.toString().lines().map(JsonMapper.shared()::readTree).toList();
  }

  private static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isMissingNode() || value.isNull() ? "" : value.asString();
  }
}
