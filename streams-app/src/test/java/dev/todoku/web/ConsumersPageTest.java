package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The consumers of {@code docs/consumers.md} do what the page says. Python and Node run with a
 * stand-in for the Kafka library, which hands in one alert twice and then ends.
 */
class ConsumersPageTest {
  private static final Path DOCS = Path.of("..", "docs");
  private static final String ALERT =
      "{\"incidentId\":\"a\",\"revision\":1,\"state\":\"OPEN\",\"severity\":\"CRITICAL\","
          + "\"title\":{\"ja\":\"x\",\"en\":\"docomo refuses mail\"},\"newField\":1}";
  private static final String LINE = "OPEN CRITICAL docomo refuses mail\n";
  private static final int LINES = 40;

  @TempDir Path dir;

  @Test
  void bothLanguagesShowTheSameCode() throws IOException {
    for (String language : List.of("java", "python", "javascript")) {
      String code = code("consumers.md", language);
      assertThat(code("consumers-ja.md", language)).isEqualTo(code);
      assertThat(code.lines().count()).isLessThanOrEqualTo(LINES);
    }
  }

  @Test
  void theJavaConsumerCompilesAgainstTheContract() throws IOException {
    Path source = dir.resolve("AlertConsumer.java");
    Files.writeString(source, code("consumers.md", "java"));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-Xlint:all,-path,-classfile",
                "-Werror",
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                dir.toString(),
                source.toString());
    assertThat(result).isZero();
  }

  @Test
  void thePythonConsumerTakesARevisionOnce() throws Exception {
    assumeTrue(isThere("python3"), "python3 is not installed");
    Files.writeString(
        dir.resolve("confluent_kafka.py"),
        """
        class Record:
            def error(self):
                return None

            def value(self):
                return b'%s'


        class Consumer:
            def __init__(self, settings):
                assert settings["isolation.level"] == "read_committed"
                self.left = [None, Record(), Record()]

            def subscribe(self, topics):
                assert topics == ["mail.alerts"]

            def poll(self, seconds):
                if not self.left:
                    raise KeyboardInterrupt
                return self.left.pop(0)

            def commit(self, record):
                assert record

            def close(self):
                pass
        """
            .formatted(ALERT));
    Files.writeString(dir.resolve("consumer.py"), code("consumers.md", "python"));
    assertThat(run("python3", "consumer.py", "localhost:9092")).isEqualTo(LINE);
  }

  @Test
  void theNodeConsumerTakesARevisionOnce() throws Exception {
    assumeTrue(isThere("node"), "node is not installed");
    Path library = Files.createDirectories(dir.resolve("node_modules").resolve("kafkajs"));
    Files.writeString(
        library.resolve("index.js"),
        """
        const record = { message: { value: Buffer.from('%s') } };
        class Kafka {
          constructor(settings) {
            if (settings.brokers[0] !== 'localhost:9092') throw new Error('brokers');
          }
          consumer() {
            return {
              connect: async () => {},
              subscribe: async ({ topics }) => { if (topics[0] !== 'mail.alerts') throw new Error('topics'); },
              run: async ({ eachMessage }) => { await eachMessage(record); await eachMessage(record); },
            };
          }
        }
        module.exports = { Kafka };
        """
            .formatted(ALERT));
    Files.writeString(dir.resolve("consumer.js"), code("consumers.md", "javascript"));
    assertThat(run("node", "consumer.js", "localhost:9092")).isEqualTo(LINE);
  }

  private static String code(String page, String language) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(DOCS.resolve(page)));
    assertThat(block.find()).as(page + " has " + language).isTrue();
    return block.group(1);
  }

  private boolean isThere(String command) throws Exception {
    try {
      return start(command, "--version").waitFor(30, TimeUnit.SECONDS);
    } catch (IOException notThere) {
      return false;
    }
  }

  private String run(String... command) throws Exception {
    Process process = start(command);
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private Process start(String... command) throws IOException {
    return new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true).start();
  }
}
