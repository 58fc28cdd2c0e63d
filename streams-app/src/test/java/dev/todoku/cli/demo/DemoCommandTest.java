package dev.todoku.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.app.Application;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void seesAllThatItExpectsAndEnds() {
    int exit = run("--once", "--json", "--lang", "ja", "--mails", "6000", "--speed", "0");

    assertThat(exit).as("%s%s", out, err).isZero();
    JsonNode summary = JsonMapper.shared().readTree(out.toString());
    assertThat(summary.get("asExpected").asBoolean()).isTrue();
    assertThat(summary.get("genuineAsExpected").asInt()).isEqualTo(24);
    assertThat(summary.get("mailsAsExpected").asInt()).isEqualTo(6000);
    assertThat(summary.get("deadLetters").asInt()).isZero();
    assertThat(summary.get("incident").get("sourceIp").asString()).isEqualTo("203.0.113.5");
    assertThat(summary.get("incident").get("delayMs").asLong()).isBetween(0L, 1_800_000L);
    assertThat(err.toString())
        .contains("m-unknown-1@sender")
        .contains("不達: 宛先不明")
        .contains("▲ インシデント  NTTドコモ")
        .contains("● 解消  NTTドコモ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--mails=10", "--speed=-1", "--port=70000", "--lang=xx", "--no-such-option"})
  void refusesWhatMakesNoSense(String argument) {
    assertThat(run(argument)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
  }

  private int run(String... arguments) {
    return new CommandLine(new DemoCommand(new RealPipeline()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private static final class RealPipeline implements RunnablePipeline {
    @Override
    public Topology topology(TodokuConfig config) {
      return Application.topology(config);
    }

    @Override
    public KafkaStreams streams(
        TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
      return Application.streams(config, partitions, clock, meters);
    }
  }
}
