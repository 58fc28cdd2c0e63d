package dev.todoku.cli.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoreCommandTest {
  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeMessages() throws IOException {
    write("unknown.eml", "5.1.1", "550 5.1.1 User unknown");
    write("full.eml", "5.2.2", "552 5.2.2 Mailbox full");
    write("blocked.eml", "5.7.1", "554 5.7.1 blocked using zen.spamhaus.org");
  }

  @Test
  void countsWhatIsRightAndListsTheMisses() throws IOException {
    int exit =
        score(
            """
            file\tindex\tstatus\treason\thard_bounce\talt_reason\talt_hard_bounce
            unknown.eml\t1\t5.1.1\tuserunknown\ttrue
            full.eml\t1\t5.2.2\tsuspend\tfalse\tmailboxfull\t
            blocked.eml\t1\t5.7.1\tMAILBOX_FULL\tfalse
            blocked.eml\t2\t5.7.1\tuserunknown\ttrue
            absent.eml\t1\t5.7.1\tblocked\tfalse
            """);

    assertThat(exit).isZero();
    assertThat(out.toString())
        .contains("blocked.eml:1  expected MAILBOX_FULL, found BLOCKED by text-rules.tsv:")
        .contains("blocked.eml:2  expected USER_UNKNOWN (dead), found UNDEFINED by null")
        .contains("(no such recipient)")
        .contains("absent.eml:1  expected BLOCKED, found UNDEFINED")
        .contains("MAILBOX_FULL: BLOCKED 1")
        .containsPattern("USER_UNKNOWN +2 +1 +1\\n")
        .contains("reason right         2 of 5, 40.0 %")
        .contains("dead address right   4 of 5, 80.0 %")
        .contains("called dead          precision 1.000, recall 0.500");
  }

  @Test
  void writesTheSameForPrograms() throws IOException {
    score("file\tindex\treason\thard_bounce\nunknown.eml\t1\tmailboxfull\tfalse\n", "--json");

    JsonNode score = JsonMapper.shared().readTree(out.toString());
    assertThat(score.path("total").asInt()).isEqualTo(1);
    assertThat(score.path("reasonsRight").asInt()).isZero();
    assertThat(score.path("deadPrecision").asDouble()).isZero();
    assertThat(score.path("misses").path(0).path("found").asString()).isEqualTo("USER_UNKNOWN");
  }

  @Test
  void refusesATableThatIsNone() throws IOException {
    assertThat(score("file\tindex\treason\n")).isEqualTo(1);
    assertThat(err.toString()).contains("expected.tsv:1: no column is called hard_bounce");
    assertThat(score("file\tindex\treason\thard_bounce\nx\t1\tlunatic\tfalse\n")).isEqualTo(1);
    assertThat(err.toString()).contains("expected.tsv:2: no reason is called lunatic");
    assertThat(score("file\tindex\treason\thard_bounce\nx\tone\tfiltered\tfalse\n")).isEqualTo(1);
    assertThat(err.toString()).contains("expected.tsv:2: index is no number: one");
    assertThat(score("file\tindex\treason\thard_bounce\nx\t1\tfiltered\tfalse\n")).isEqualTo(1);
    assertThat(err.toString()).contains("no file that").contains("names is in");
  }

  private int score(String expected, String... more) throws IOException {
    Path table = Files.writeString(directory.resolve("expected.tsv"), expected);
    String[] arguments = new String[3 + more.length];
    arguments[0] = directory.toString();
    arguments[1] = "--expected";
    arguments[2] = table.toString();
    System.arraycopy(more, 0, arguments, 3, more.length);
    return new CommandLine(new ScoreCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .execute(arguments);
  }

  private void write(String name, String status, String diagnostic) throws IOException {
    Files.writeString(
        directory.resolve(name),
        """
        From: MAILER-DAEMON@mx.shop.test
        Content-Type: multipart/report; report-type=delivery-status; boundary=b

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.shop.test

        Final-Recipient: rfc822; a@b.test
        Action: failed
        Status: %s
        Diagnostic-Code: smtp; %s

        --b--
        """
            .formatted(status, diagnostic));
  }
}
