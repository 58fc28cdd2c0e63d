package dev.todoku.cli.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.parse.ParseCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every sample of the page's table, as a log of one mail, through both commands. */
class LogShapesBacktestTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Path PAGE = Path.of("../docs/postfix-logs.md");
  private static final Pattern ROW = Pattern.compile("\\| ([^|]+) \\| (.+) \\| [a-z0-9-]+ \\|");
  private static final Pattern SAMPLE = Pattern.compile("`([^`]+)`");
  private static final Pattern TIME = Pattern.compile("10:00:0|179516880|Nov 20 …");
  private static final String TIMELESS = "without time: ";
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");

  /** All times of the page lie within so much of each other: a few shippers come later. */
  private static final Duration NEAR = Duration.ofMinutes(1);

  @TempDir Path dir;

  /** Number of the mail whose lines are of the fifth. */
  private String oneDigit = "";

  @Test
  void aLogOfEveryShapeGivesTheOutcomeThatParseGivesIt() throws IOException {
    Map<String, String> shapes = write();
    assertThat(shapes).hasSizeGreaterThan(70);
    Map<String, String> parsed = new TreeMap<>();
    for (JsonNode way : run(new ParseCommand(), "--json", "--zone", "UTC", dir.toString())) {
      parsed.put(shapes.get(way.get("messageId").asString()), way.get("status").asString());
    }
    Map<String, String> outcomes = new TreeMap<>();
    String[] arguments = {
      "--json", "--topic", "mail.outcomes,mail.raw.postfix", "--zone", "UTC", dir.toString()
    };
    for (JsonNode record : run(new BacktestCommand(), arguments)) {
      boolean isOfTheFifth = record.toString().contains("4A1B" + oneDigit);
      Instant at = isOfTheFifth ? AT.minus(Duration.ofDays(15)) : AT;
      assertThat(Instant.ofEpochMilli(record.get("time").asLong()))
          .as(record.toString())
          .isBetween(at.minus(NEAR), at.plus(NEAR));
      if (record.get("topic").asString().equals("mail.outcomes")) {
        JsonNode outcome = record.get("value");
        outcomes.put(
            shapes.get(outcome.get("messageId").asString()), outcome.get("status").asString());
      }
    }
    assertThat(outcomes).isEqualTo(parsed).containsOnlyKeys(withTime(shapes));
  }

  /** Some samples of the page leave the time out, which neither command can read then. */
  private static String[] withTime(Map<String, String> shapes) {
    return shapes.values().stream()
        .filter(name -> !name.startsWith(TIMELESS))
        .toArray(String[]::new);
  }

  /** Names of shapes by the Message-ID of their mail. */
  private Map<String, String> write() throws IOException {
    Map<String, String> shapes = new LinkedHashMap<>();
    for (String line : Files.readAllLines(PAGE)) {
      Matcher row = ROW.matcher(line);
      Matcher sample = SAMPLE.matcher(row.matches() ? row.group(2) : "");
      while (line.contains("4A1B…") && sample.find()) {
        int number = shapes.size();
        boolean hasTime = TIME.matcher(sample.group(1)).find();
        String name = (hasTime ? "" : TIMELESS) + row.group(1) + " " + number;
        shapes.put("m" + number + "@shop.example", name);
        oneDigit = sample.group(1).startsWith("Nov 5 ") ? number(number) : oneDigit;
        Path file = dir.resolve("shape" + number + ".txt");
        Files.write(file, mail(sample.group(1), number));
        Files.setLastModifiedTime(file, FileTime.from(AT.plus(Duration.ofDays(5))));
      }
    }
    return shapes;
  }

  private static String number(int number) {
    return "%06X".formatted(number + 0x10000);
  }

  private static List<String> mail(String sample, int number) {
    String id = "4A1B" + number(number) + ": ";
    Map<String, String> messages = new LinkedHashMap<>();
    messages.put("cleanup", id + "message-id=<m" + number + "@shop.example>");
    messages.put("qmgr", id + "from=<app@shop.example>, size=278, nrcpt=1 (queue active)");
    messages.put(
        "smtp",
        id
            + "to=<ken@mail.example>, relay=mx.mail.example[203.0.113.1]:25, delay=1,"
            + " delays=0/0/0/1, dsn=2.0.0, status=sent (250 2.0.0 Ok)");
    List<String> lines = new ArrayList<>();
    messages.forEach((daemon, message) -> lines.add(line(sample, daemon, message)));
    return lines;
  }

  private static String line(String sample, String daemon, String message) {
    String bytes = Arrays.toString(message.getBytes(StandardCharsets.UTF_8));
    String line =
        sample
            .replace("\\|", "|")
            .replace('⇥', '\t')
            .replace('␛', '\u001b')
            .replace("[52, 65, …]", bytes)
            .replace("4A1B…", message)
            .replace("Nov 20 …", "Nov 20 10:00:00 mx1 postfix/smtp[77]: " + message)
            .replace("postfix/smtp", "postfix/" + daemon);
    return line.startsWith("200 <") ? (line.length() - 4) + line.substring(3) : line;
  }

  private static List<JsonNode> run(Object command, String... arguments) {
    StringWriter out = new StringWriter();
    new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter(), true))
        .execute(arguments);
    return out.toString().lines().filter(line -> line.startsWith("{")).map(JSON::readTree).toList();
  }
}
