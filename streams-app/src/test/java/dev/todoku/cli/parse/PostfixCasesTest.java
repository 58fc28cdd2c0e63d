package dev.todoku.cli.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Logs with the right answers, in the directory that {@code -Dtodoku.cases=DIR} names: a table
 * {@code expected.tsv} of file, recipient, answers, hop, number of outcomes, Message-ID and note.
 * Rows about alerts need the pipeline and are left out.
 */
class PostfixCasesTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "DELIVERED", "accepted-by-remote",
          "HANDED_ON", "handed-on-internally",
          "DEFERRED", "deferred",
          "BOUNCED", "bounced",
          "EXPIRED", "expired",
          "REJECTED", "rejected",
          "DISCARDED", "nothing");

  private static final Set<String> MET_BY_NO_OUTCOME = Set.of("handed-on-internally", "nothing");

  @TempDir private Path dir;
  private final Map<String, List<JsonNode>> byFile = new HashMap<>();

  @Test
  void everyRowIsAnsweredAsTheTableSays() throws IOException {
    String directory = System.getProperty("todoku.cases", "");
    assumeTrue(!directory.isEmpty(), "-Dtodoku.cases names no directory");
    assertThat(misses(Path.of(directory))).isEmpty();
  }

  @Test
  void everyKindOfLogOfOursIsAnsweredAsItSays() throws IOException {
    assertThat(misses(WaySamples.expand(dir))).isEmpty();
  }

  private List<String> misses(Path directory) throws IOException {
    List<String> misses = new ArrayList<>();
    int rows = 0;
    for (String line : Files.readAllLines(directory.resolve("expected.tsv"))) {
      String[] cells = line.split("\t", -1);
      if (cells[0].endsWith(".log") && !cells[1].equals("#alerts")) {
        rows++;
        Row row = new Row(cells);
        String problem = row.problem(outcomes(directory.resolve(row.file()), row.recipient()));
        if (problem != null) {
          misses.add(row.file() + ' ' + row.recipient() + ": " + problem);
        }
      }
    }
    assertThat(rows).isPositive();
    return misses;
  }

  private List<JsonNode> outcomes(Path file, String recipient) {
    return byFile.computeIfAbsent(file.toString(), PostfixCasesTest::parse).stream()
        .filter(outcome -> outcome.path("recipient").asString().equals(recipient))
        .toList();
  }

  private static List<JsonNode> parse(String file) {
    int zoneAt = file.lastIndexOf(".zone-");
    String zone =
        zoneAt < 0
            ? "UTC"
            : file.substring(zoneAt + ".zone-".length(), file.length() - ".log".length())
                .replaceFirst("_", "/");
    StringWriter out = new StringWriter();
    new CommandLine(new ParseCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .execute("--json", "--year", "2026", "--zone", zone, file);
    return out.toString()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(JsonMapper.shared()::readTree)
        .toList();
  }

  /** A row of the table, by the names of its cells. */
  private record Row(
      String file,
      String recipient,
      Set<String> answers,
      String hop,
      int fewest,
      int most,
      String messageId) {

    Row(String[] cells) {
      this(
          cells[0],
          cells[1],
          Set.of(cells[2].split("\\|")),
          cells[3],
          Integer.parseInt(cells[4].split("-")[0]),
          Integer.parseInt(cells[4].substring(cells[4].indexOf('-') + 1)),
          cells[5]);
    }

    /** Null when the outcomes are right. */
    String problem(List<JsonNode> found) {
      List<JsonNode> outcomes =
          found.stream().filter(one -> !text(one, "status").equals("REJECTED")).toList();
      if (found.isEmpty() && answers.stream().noneMatch(MET_BY_NO_OUTCOME::contains)) {
        return "no outcome";
      }
      if (outcomes.size() < fewest || outcomes.size() > most) {
        return outcomes.size() + " outcomes";
      }
      for (JsonNode outcome : found) {
        if (!answers.contains(ANSWERS.get(text(outcome, "status")))) {
          return outcome.toString();
        }
      }
      return outcomes.stream().allMatch(this::isRight) ? null : outcomes.toString();
    }

    private boolean isRight(JsonNode outcome) {
      boolean isIdRight = messageId.length() < 2 || text(outcome, "messageId").equals(messageId);
      boolean isDead = outcome.path("addressIsDead").asBoolean(false);
      if (hop.startsWith("relay:")) {
        return isIdRight
            && !isDead
            && text(outcome, "relay").equals(hop.substring("relay:".length()))
            && text(outcome, "fault").equals("SENDER_SYSTEM")
            && outcome.path("provider").isMissingNode();
      }
      boolean isHopRight =
          !hop.startsWith("mx:") || text(outcome, "relay").equals(hop.substring("mx:".length()));
      return isIdRight && isHopRight && (!hop.equals("dead") || isDead);
    }

    private static String text(JsonNode node, String field) {
      return node.path(field).asString("");
    }
  }
}
