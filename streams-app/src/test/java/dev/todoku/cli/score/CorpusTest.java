package dev.todoku.cli.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.todoku.bounce.BounceReader;
import dev.todoku.bounce.Reading;
import dev.todoku.bounce.ReplyRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Reads a collection of genuine messages: {@code -Dtodoku.corpus=DIR} names a directory that has
 * {@code expected.tsv}, in the form of {@code todoku score}, and below {@code maildir} the
 * directories {@code bsd} (messages of the table), {@code not} (no bounces) and {@code err} (broken
 * ones). Skipped without it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorpusTest {
  private static final String CORPUS = System.getProperty("todoku.corpus", "");

  /** In the body of a bounce message: the field of the original. */
  private static final Pattern MESSAGE_ID =
      Pattern.compile("(?im)^[ \t>]{0,8}message-id:\\s{0,8}<([^<>\\s]{1,990})>");

  private final BounceReader reader = new BounceReader(ReplyRules.load());
  private final Map<String, Reading> readings = new HashMap<>();

  @BeforeAll
  void readMessages() throws IOException {
    assumeThat(CORPUS).as("no collection of messages: give -Dtodoku.corpus=DIR").isNotEmpty();
    for (Path file : files("bsd")) {
      readings.put(file.getFileName().toString(), read(file));
    }
  }

  @Test
  void shouldReachTheGatesOfAccuracy() {
    Score score =
        new Score(
            Expected.read(Path.of(CORPUS, "expected.tsv")).stream()
                .filter(row -> readings.containsKey(row.file()))
                .map(row -> ScoredRecipient.of(row, readings.get(row.file())))
                .toList());

    assertThat(Score.share(score.reasonsRight(), score.total())).isGreaterThanOrEqualTo(.97);
    assertThat(Score.share(score.deadRight(), score.total())).isGreaterThanOrEqualTo(.99);
    assertThat(score.deadPrecision()).isGreaterThanOrEqualTo(.98);
    assertThat(score.deadRecall()).isGreaterThanOrEqualTo(.95);
  }

  @Test
  void shouldReadEveryBounceMessage() {
    assertThat(readings)
        .allSatisfy((file, reading) -> assertThat(reading).isInstanceOf(Reading.Report.class));
  }

  @Test
  void shouldFindTheMessageIdWhereverTheOriginalHasIt() throws IOException {
    int found = 0;
    for (Path file : files("bsd")) {
      List<String> quoted = messageIdsInBody(file);
      if (!quoted.isEmpty()) {
        Reading.Report report = (Reading.Report) readings.get(file.getFileName().toString());
        assertThat(quoted).as("%s", file).contains(report.identity().original().messageId());
        found++;
      }
    }
    assertThat(found).isPositive();
  }

  @Test
  void shouldTakeNoOtherMailForABounce() throws IOException {
    assertThat(files("not"))
        .isNotEmpty()
        .allSatisfy(file -> assertThat(read(file)).isInstanceOf(Reading.NotABounce.class));
  }

  @Test
  void shouldAnswerBrokenMessages() throws IOException {
    assertThat(files("err"))
        .isNotEmpty()
        .allSatisfy(
            file -> {
              Reading reading = read(file);
              if (reading instanceof Reading.Report report) {
                assertThat(report.recipients()).isNotEmpty();
              } else {
                assertThat(reading).isInstanceOf(Reading.NotUnderstood.class);
              }
            });
  }

  private static List<String> messageIdsInBody(Path file) throws IOException {
    String message = Files.readString(file, StandardCharsets.ISO_8859_1).replace("\r", "");
    Matcher id = MESSAGE_ID.matcher(message.substring(Math.max(0, message.indexOf("\n\n"))));
    return id.results().map(result -> result.group(1)).toList();
  }

  private Reading read(Path file) throws IOException {
    return reader.read(Files.readAllBytes(file), System.currentTimeMillis());
  }

  private static List<Path> files(String directory) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(CORPUS, "maildir", directory))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
