package dev.todoku.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.cli.run.RunnablePipeline;
import dev.todoku.config.TodokuConfig;
import dev.todoku.text.Language;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What a person reads whose environment is Japanese, line by line. */
class ErrorLinesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parse /no/such/file | 1 | ファイル /no/such/file がありません",
        "check --timeout 0 example.jp | 1 | --timeout には 1（ミリ秒）以上を指定してください: 0",
        "check example | 2 | 「example」はドメインではありません。example.jp のように指定してください",
        "notify | 2 | 通知先がありません。notify.routes、notify.webhook.url、notify.mail.to、"
            + "notify.alertmanager.url のいずれかを設定してください",
        "verp a@example.jp m1@example.jp | 1"
            + " | bounce.verp.secret が設定されていません。openssl rand -hex 32 で作れます",
        "watch --data /none /no/such/mail.log | 1 | ディレクトリ /no/such がありません",
        "topology -D http.prot=1 | 2"
            + " | 設定 http.prot はありません。もしかして: http.port（Kafka 自体の設定は kafka. で始まります）",
        "topology -D http.port=70000 | 2"
            + " | 設定 http.port の値が正しくありません: 70000（65535 以下の値を指定してください）",
        "topology -D senders.day.zone=Mars | 2"
            + " | 設定 senders.day.zone の値が正しくありません: Mars（指定できる値: system、Asia/Tokyo"
            + " のようなタイムゾーン、または +09:00 のような時差）",
        "topology -c /no/such.properties | 2 | 設定ファイル /no/such.properties がありません",
      })
  void oneLineInTheLanguageOfTheEnvironment(String arguments, int exit, String line) {
    assertThat(run(Language.JA, arguments.split(" ")))
        .isEqualTo(new Run(exit, List.of("エラー: " + line)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "parse | 'FILE|DIR を指定してください' | todoku parse",
        "check --timeout x example.jp | --timeout には整数を指定してください: x | todoku check",
        "check --lang fr example.jp" + " | --lang には ja, en のいずれかを指定してください: fr | todoku check",
        "run --config | --config の値（FILE）を指定してください | todoku run",
        "topology extra | 余分な引数があります: extra | todoku topology",
        "topology -D x | -D は KEY=VALUE の形で指定してください: x | todoku topology",
        "help nonsense | コマンド nonsense はありません | todoku",
        "check --timeout 1 --timeout 2 example.jp | --timeout は1回しか指定できません | todoku check",
        "watch | ログを指定してください | todoku watch",
        "watch --keep 0 mail.log | --keep には 1 から 3650 までの日数を指定してください | todoku watch",
        "demo --port 70000 | --port には 0 から 65535 までを指定してください | todoku demo",
        "collect | サブコマンドを指定してください | todoku collect",
        "collect syslog" + " | --tcp か --udp で待ち受けるアドレスを指定してください | todoku collect syslog",
        "collect imap --password-file a --token-file b imaps://x@y/INBOX"
            + " | --password-file=FILE, --token-file=FILE は同時に指定できません"
            + " | todoku collect imap",
      })
  void wrongUsageIsALineAndTheHelp(String arguments, String line, String command) {
    assertThat(run(Language.JA, arguments.split(" ")))
        .isEqualTo(new Run(2, List.of("エラー: " + line, "「" + command + " --help」をご覧ください。")));
  }

  @Test
  void whatMayHaveBeenMeantIsNamed() {
    assertThat(run(Language.JA, "check", "--jsn", "example.jp"))
        .isEqualTo(
            new Run(
                2,
                List.of(
                    "エラー: オプション --jsn はありません", "もしかして: --json", "「todoku check --help」をご覧ください。")));
    assertThat(run(Language.JA, "topolgy").lines())
        .startsWith("エラー: コマンド topolgy はありません")
        .anySatisfy(line -> assertThat(line).startsWith("もしかして: ").contains("topology"));
    assertThat(run(Language.EN, "check", "--jsn", "example.jp").lines())
        .containsExactly(
            "error: Unknown option: '--jsn'",
            "Possible solutions: --json",
            "Try 'todoku check --help'.");
  }

  @Test
  void theLanguageOfTheCommandOutranksThatOfTheEnvironment() {
    assertThat(run(Language.EN, "check", "--lang", "ja", "example").lines())
        .containsExactly("エラー: 「example」はドメインではありません。example.jp のように指定してください");
    assertThat(run(Language.JA, "check", "--lang=en", "example").lines())
        .containsExactly("error: \"example\" is no domain: give it as in example.jp");
    assertThat(run(Language.EN, "check", "--nonsense", "--lang", "ja", "example.jp").lines())
        .startsWith("エラー: オプション --nonsense はありません");
  }

  @Test
  void aDirectoryWithoutMailIsNamed() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThat(run(Language.JA, "parse", empty.toString()).lines())
        .containsExactly("エラー: " + empty + " にメールがありません");
  }

  @Test
  void aKafkaThatDoesNotAnswerIsSaidToBeSilent() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Path log = Files.createFile(directory.resolve("mail.log"));
    Run run =
        run(
            Language.JA,
            "watch",
            log.toString(),
            "-b",
            "127.0.0.1:" + closed,
            "-D",
            "kafka.default.api.timeout.ms=1000",
            "-D",
            "kafka.request.timeout.ms=500");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.lines())
        .singleElement()
        .asString()
        .startsWith("エラー: Kafka から応答がありません（")
        .endsWith("）。bootstrap.servers と Kafka の稼働状況を確認してください");
  }

  private record Run(int exit, List<String> lines) {}

  private static Run run(Language user, String... arguments) {
    StringWriter err = new StringWriter();
    int exit =
        Todoku.commandLine(new NoPipeline(), user)
            .setOut(new PrintWriter(new StringWriter(), true))
            .setErr(new PrintWriter(err, true))
            .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
            .execute(arguments);
    return new Run(exit, err.toString().lines().toList());
  }

  private static final class NoPipeline implements RunnablePipeline {
    @Override
    public Topology topology(TodokuConfig config) {
      throw new UnsupportedOperationException();
    }

    @Override
    public KafkaStreams streams(
        TodokuConfig config, int partitions, LongSupplier clock, MeterRegistry meters) {
      throw new UnsupportedOperationException();
    }
  }
}
