package dev.todoku.intake.postfix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class PostfixParserGarbageTest {
  private static final String ALPHABET = "<>\"\\()[]{}:;,=@ .-/#\t\u0000\uFFFDzé漢\uD83D0A9";

  private final PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);

  @Test
  void randomBytesNeverThrow() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      parse(seed, new String(bytes, StandardCharsets.UTF_8));
    }
  }

  @Test
  void damagedLinesNeverThrowNeitherInParserNorInStory() {
    List<String> lines = new ArrayList<>(LogReading.mailLog());
    lines.addAll(LogReading.lines("/samples/postfix/mail-rsyslog.ndjson"));
    lines.addAll(LogReading.lines("/samples/postfix/mail-rfc3339.log"));
    lines.add(
        "Nov 21 20:47:52 mx postfix/cleanup[1]: 4A1B2C3D4E: info: header From: Shop <a@b.example>"
            + " from app[192.0.2.7]; from=<x@y> to=<z@w> proto=SMTP helo=<app>");
    for (int seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      LogReading reading = new LogReading();
      try {
        for (String line : lines) {
          reading.read(damaged(line, random));
        }
        reading.settled();
      } catch (RuntimeException thrown) {
        fail("seed " + seed, thrown);
      }
    }
  }

  @Test
  void absurdReferencesNeverThrow() {
    for (long reference : new long[] {-1, 0, Long.MIN_VALUE, Long.MAX_VALUE}) {
      assertThat(parser.parse(LogReading.mailLog().get(0), reference))
          .isInstanceOf(Parsed.Unreadable.class);
    }
    assertThat(parser.parse(null, 0)).isInstanceOf(Parsed.Unreadable.class);
  }

  @Test
  void longLinesTakeTimeInProportionToTheirLength() {
    String start = "Nov 21 20:47:52 mx postfix/smtp[1]: 4A1B2C3D4E: ";
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          for (String piece :
              List.of(
                  "to=<\"", "\\\"", ">, ", " said: ", " (in reply to ", "; from=<", "{\"a\":")) {
            String text = piece.repeat(2_000_000 / piece.length());
            parse(0, text);
            parse(0, start + text);
            parse(0, start + "to=<a@b>, relay=none, status=sent (" + text);
            parse(0, start + "reject: RCPT from x: " + text);
            parse(0, "{\"msg\":" + text);
          }
        });
  }

  private static String damaged(String line, Random random) {
    StringBuilder damaged = new StringBuilder(line);
    for (int i = random.nextInt(4); i > 0 && !damaged.isEmpty(); i--) {
      int at = random.nextInt(damaged.length());
      char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(5)) {
        case 0 -> damaged.setCharAt(at, c);
        case 1 -> damaged.insert(at, c);
        case 2 -> damaged.deleteCharAt(at);
        case 3 -> damaged.setLength(at);
        default -> damaged.insert(at, String.valueOf(c).repeat(random.nextInt(1_200)));
      }
    }
    return damaged.toString();
  }

  private void parse(int seed, String line) {
    try {
      assertThat(parser.parse(line, LogReading.REFERENCE)).isNotNull();
    } catch (RuntimeException thrown) {
      fail("seed " + seed, thrown);
    }
  }
}
