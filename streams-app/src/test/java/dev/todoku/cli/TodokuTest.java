package dev.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.base.Failure;
import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class TodokuTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void showsItsHelpWithAllCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: todoku", "run", "topology", "config");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void withoutACommandTheHelpGoesToStderr() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).contains("Usage: todoku");
  }

  @Test
  void everyCommandHasAHelpThatFitsATerminal() {
    for (CommandLine command : Todoku.commandLine(new NoPipeline()).getSubcommands().values()) {
      String help = command.getUsageMessage(Ansi.OFF);
      assertThat(help).contains("--help", "--debug");
      assertThat(help.lines().mapToInt(String::length).max().orElse(0))
          .as(help)
          .isLessThanOrEqualTo(100);
    }
  }

  @Test
  void saysItsVersion() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("todoku ");
    String byOption = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("version")).isZero();
    assertThat(out.toString()).isEqualTo(byOption);
  }

  @Test
  void helpIsACommandToo() {
    assertThat(run("help", "notify")).isZero();
    String help = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run("notify", "--help")).isZero();
    assertThat(out.toString()).isEqualTo(help).startsWith("Usage: todoku notify");
    assertThat(run("help", "nonsense")).isEqualTo(2);
  }

  @Test
  void whatNobodyCanDoIsWrongUsage() {
    assertThat(run("check", "a")).isEqualTo(2);
    assertThat(err.toString()).contains("is no domain");
    assertThat(run("notify")).isEqualTo(2);
    assertThat(err.toString()).contains("nobody to notify: set notify.routes");
    assertThat(run("notify", "-D", "notify.routes=/no/such/file")).isEqualTo(2);
    assertThat(run("check", "--lang", "fr", "example.jp")).isEqualTo(2);
    assertThat(err.toString()).contains("expected ja or en");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--no-such-option", "topolgy", "run --config", "topology extra"})
  void wrongUsageIsOneLineAndWhatToTry(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).startsWith("error: ").contains("--help");
    assertThat(err.toString().lines()).hasSizeLessThan(4);
  }

  @Test
  void wrongConfigurationIsWrongUsage() {
    assertThat(run("topology", "-D", "http.prot=1")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("error: unknown key http.prot; did you mean http.port?")
        .hasLineCount(1);
  }

  @Test
  void failureIsOneLineAndItsStackTraceOnRequestOnly() {
    assertThat(run("topology")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("error: no pipeline here" + System.lineSeparator());
    assertThat(run("topology", "--debug")).isEqualTo(1);
    assertThat(err.toString()).contains("\tat dev.todoku");
  }

  private int run(String... arguments) {
    return Todoku.commandLine(new NoPipeline())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .execute(arguments);
  }

  private static final class NoPipeline implements RunnablePipeline {
    @Override
    public Topology topology(TodokuConfig config) {
      throw new Failure("no pipeline here");
    }

    @Override
    public KafkaStreams streams(
        TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
      throw new Failure("no pipeline here");
    }
  }
}
