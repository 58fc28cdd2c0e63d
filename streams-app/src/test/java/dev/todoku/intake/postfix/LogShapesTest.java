package dev.todoku.intake.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.intake.postfix.QueueLine.AttemptLine;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogShapesTest {
  private static final String SENT =
      "to=<a@b.example>, relay=mx.b.example[192.0.2.1]:25, delay=0.5, dsn=2.0.0, status=sent (250"
          + " Ok)";

  private final PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);

  /**
   * A shape that is known to occur.
   *
   * @param host the host that is to be read
   * @param time the time that is to be read
   */
  record Shape(String name, String host, String time, String line) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Shape> shapes() {
    return LogReading.lines("/samples/postfix/shapes.tsv").stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t"))
        .map(cells -> new Shape(cells[0], cells[1], cells[2], cells[3].replace("\\t", "\t")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void anAttemptIsReadInEveryShape(Shape shape) {
    Parsed parsed = parser.parse(shape.line(), LogReading.REFERENCE);

    assertThat(parsed).as(shape.line()).isInstanceOf(AttemptLine.class);
    AttemptLine line = (AttemptLine) parsed;
    assertThat(line.host()).isEqualTo(shape.host());
    assertThat(Instant.ofEpochMilli(line.time())).isEqualTo(shape.time());
    assertThat(line.queueId()).isEqualTo("4A1B2C3D4E");
    assertThat(line.recipient()).isEqualTo("a@b.example");
    assertThat(line.result()).isEqualTo(QueueLine.Result.BOUNCED);
    assertThat(line.reply().text()).isEqualTo("550 5.1.1 No such user");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov 20 10:00:00 mx1 mail[1]: 4A1B2C3D4E: ",
        "Nov 20 10:00:00 mx1 4A1B2C3D4E: ",
        "Nov 20 10:00:00 mx1 postfix/smtp[1]: warning: 4A1B2C3D4E: ",
        "Nov 20 10:00:00 mx1 postfix/smtp[1]: x-4A1B2C3D4E: ",
      })
  void whatLooksLikeAnAttemptAndIsNotReadIsUnreadableAndSaysWhatWasExpected(String prefix) {
    assertThat(parser.parse(prefix + SENT, LogReading.REFERENCE))
        .isInstanceOfSatisfying(
            Parsed.Unreadable.class,
            unreadable ->
                assertThat(unreadable.reason())
                    .contains("queue id: \" is expected before to=<")
                    .contains(prefix.substring(prefix.indexOf(": ") + 2).strip()));
  }

  @Test
  void anAttemptWithAStatusThatPostfixDoesNotHaveIsUnreadable() {
    assertThat(
            parser.parse(
                "Nov 20 10:00:00 mx1 postfix/smtp[1]: 4A1B2C3D4E: "
                    + SENT.replace("status=sent", "status=parked"),
                LogReading.REFERENCE))
        .isInstanceOf(Parsed.Unreadable.class);
  }

  @Test
  void anIgnoredLineNamesItsProgram() {
    assertThat(parser.parse("Nov 20 10:00:00 mx1 dovecot[1]: imap-login: x", LogReading.REFERENCE))
        .isEqualTo(
            new Parsed.Ignored(Instant.parse("2026-11-20T10:00:00Z").toEpochMilli(), "dovecot"));
  }

  @Test
  void theHourThatOccursTwiceIsTheOneNearestToTheReference() {
    PostfixParser berlin = new PostfixParser(ZoneId.of("Europe/Berlin"), LogReading.RULES);
    String line = "Oct 25 02:10:01 mx1 postfix/smtp[1]: 4A1B2C3D4E: " + SENT;

    assertThat(time(berlin, line, "2026-10-25T00:12:00Z")).isEqualTo("2026-10-25T00:10:01Z");
    assertThat(time(berlin, line, "2026-10-25T00:50:01Z")).isEqualTo("2026-10-25T01:10:01Z");
  }

  private static Instant time(PostfixParser parser, String line, String reference) {
    return Instant.ofEpochMilli(
        ((AttemptLine) parser.parse(line, Instant.parse(reference).toEpochMilli())).time());
  }
}
