package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole messages, one or more for each kind that was once read wrongly, with the answers in {@code
 * kinds/expected.tsv}: file, recipient ({@code -} for none), reasons of which any is right, whether
 * the address is dead, and why.
 */
class KindMessagesTest {
  private static final long RECEIVED_AT = 1_795_140_000_000L;
  private static final String FOLDER = "kinds/";

  private static final BounceReader READER = new BounceReader(ReplyRules.load());

  static Stream<Line> messages() {
    return Table.read(KindMessagesTest.class, FOLDER + "expected.tsv").stream().skip(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void shouldReadAMessageOfEachKind(Line line) throws IOException {
    List<String> cells = line.cells(5);
    Reading reading = READER.read(message(cells.get(0)), RECEIVED_AT);
    List<String> reasons = Arrays.asList(cells.get(2).split("\\|"));

    if (!cells.get(1).equals("-")) {
      assertThat(reading).as(cells.get(4)).isInstanceOf(Reading.Report.class);
      assertThat(((Reading.Report) reading).recipients())
          .as(cells.get(4))
          .singleElement()
          .satisfies(only -> assertRead(only, cells.get(1), reasons, cells.get(3)));
    } else if (reasons.contains("NOT_A_COMPLAINT")) {
      assertThat(recipients(reading))
          .as(cells.get(4))
          .noneMatch(of -> of.action() == Action.COMPLAINED);
    } else if (!reasons.contains(Reason.VACATION.name()) || !(reading instanceof Reading.Report)) {
      assertThat(reading).as(cells.get(4)).isInstanceOf(Reading.NotABounce.class);
    }
  }

  private static List<RecipientReport> recipients(Reading reading) {
    return reading instanceof Reading.Report report ? report.recipients() : List.of();
  }

  private static void assertRead(
      RecipientReport only, String recipient, List<String> reasons, String dead) {
    assertThat(only.recipient()).isEqualTo(recipient);
    if (reasons.contains("action DELAYED")) {
      assertThat(only.action()).isEqualTo(Action.DELAYED);
    } else {
      assertThat(reasons).contains(only.diagnosis().reason().name());
    }
    if (!dead.equals("-")) {
      assertThat(only.diagnosis().addressIsDead()).isEqualTo(dead.equals("yes"));
    }
  }

  private static byte[] message(String file) throws IOException {
    try (InputStream in = KindMessagesTest.class.getResourceAsStream(FOLDER + file)) {
      return in.readAllBytes();
    }
  }
}
