package dev.todoku.intake.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.intake.LogFormats;
import dev.todoku.intake.WebhookFormats;
import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LineResult;
import dev.todoku.intake.sender.json.ReadRecord;
import dev.todoku.intake.sender.json.RecordReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The servers that write the same records into a log and to a webhook are read alike in both. */
class BothDoorsTest {

  @ParameterizedTest
  @ValueSource(strings = {"kumomta", "halon", "haraka", "stalwart"})
  void aRecordReportsTheSameInALogAndInAWebhook(String sender)
      throws IOException, URISyntaxException {
    List<Path> files = files(sender);
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file).stream().filter(it -> !it.isBlank()).toList();
      for (String line : lines) {
        assertThat(byWebhook(sender, line)).as(line).isEqualTo(byLog(sender, line));
      }
    }
  }

  private static List<Path> files(String sender) throws IOException, URISyntaxException {
    Path directory =
        Path.of(BothDoorsTest.class.getResource("/dev/todoku/cli/parse/senders/" + sender).toURI());
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
    }
  }

  private static List<String> byLog(String sender, String line) {
    LineParser parser = LogFormats.named(sender).orElseThrow().parser(ZoneOffset.UTC);
    List<String> all = new ArrayList<>();
    if (parser.parse(line, 0, 0) instanceof LineResult.Read read) {
      read.entries()
          .forEach(
              entry ->
                  entry.reports().stream()
                      .filter(it -> !it.details().containsKey(ReportedDetail.REPEATS))
                      .map(BothDoorsTest::text)
                      .forEach(all::add));
    }
    return all;
  }

  private static List<String> byWebhook(String sender, String line) {
    List<String> all = new ArrayList<>();
    for (ReadRecord record :
        RecordReader.read(
            WebhookFormats.named(sender).orElseThrow(), line.getBytes(UTF_8), Map.of())) {
      if (record instanceof ReadRecord.Events read) {
        read.reported().stream()
            .filter(it -> it.kind() != ReportedKind.NONE)
            .map(BothDoorsTest::text)
            .forEach(all::add);
      }
    }
    return all;
  }

  private static String text(Reported reported) {
    return String.join(
        " | ",
        reported.kind().label(),
        reported.recipient().orElse("-"),
        reported.providerId().orElse("-"),
        reported.messageId().orElse("-"),
        String.valueOf(reported.time().map(Instant::toEpochMilli).orElse(null)),
        String.valueOf(reported.permanent().orElse(null)),
        String.valueOf(reported.code().orElse(null)),
        reported.status().orElse("-"),
        reported.reply().orElse("-"),
        reported.peerReason().orElse("-"),
        reported.details().getOrDefault(ReportedDetail.EXPIRED, "-"),
        reported.details().getOrDefault(ReportedDetail.COMMAND, "-"),
        reported.details().getOrDefault(ReportedDetail.REMOTE_HOST, "-"),
        reported.details().getOrDefault(ReportedDetail.ATTEMPT, "-"));
  }
}
