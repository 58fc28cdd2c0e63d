package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Reason;
import dev.todoku.schema.SmtpReply;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What large providers answer today: {@code current-replies.tsv}. */
class CurrentRepliesTest {
  /** 2026-11-07 in UTC: the providers' rules of today hold. */
  private static final long TODAY = 1_794_000_000_000L;

  private static final ReplyRules RULES = ReplyRules.load();

  static Stream<Line> replies() {
    return Table.read(CurrentRepliesTest.class, "current-replies.tsv").stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("replies")
  void shouldNameReasonAndWhetherTheAddressIsDead(Line line) {
    List<String> cells = line.cells(8);
    String command = cells.get(2).equals("-") ? null : cells.get(2);
    String host = cells.get(1).equals("-") ? null : cells.get(1);
    SmtpReply reply = new SmtpReply(0, null, cells.get(3), command);

    BounceDiagnosis diagnosis =
        RULES.classify(
            new RefusedReply(reply, cells.get(0), host, TODAY, !cells.get(3).startsWith("4")));

    assertThat(reasons(cells.get(4))).as(line.toString()).contains(diagnosis.reason());
    assertThat(cells.get(6).split("\\|"))
        .as(line.toString())
        .contains(diagnosis.reason().fault().name());
    if (!cells.get(5).equals("-")) {
      assertThat(diagnosis.addressIsDead())
          .as(line.toString())
          .isEqualTo(cells.get(5).equals("yes"));
    }
  }

  @Test
  void shouldHaveRepliesOfManyProviders() {
    assertThat(replies()).hasSizeGreaterThan(700);
  }

  private static List<Reason> reasons(String cell) {
    return Arrays.stream(cell.split("\\|")).map(Reason::valueOf).toList();
  }
}
