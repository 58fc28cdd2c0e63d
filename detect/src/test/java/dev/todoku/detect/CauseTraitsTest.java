package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Severity;
import dev.todoku.table.Line;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CauseTraitsTest {
  @Test
  void everyCauseHasARow() {
    assertThat(Cause.values()).allSatisfy(cause -> assertThat(CauseTraits.of(cause)).isNotNull());
  }

  @Test
  void aBlockOfASourceIpIsCriticalAndExplainsARefusal() {
    assertThat(CauseTraits.of(Cause.IP_BLOCK))
        .isEqualTo(
            new CauseTraits(
                Cause.IP_BLOCK,
                Severity.CRITICAL,
                Severity.CRITICAL,
                CauseGroup.SOURCE_IP,
                true,
                true,
                ExplainedFaults.NOT_OF_RECIPIENT,
                "TodokuIncidentOpen"));
  }

  @Test
  void aListThatNobodyAsksYetLeavesTime() {
    assertThat(CauseTraits.of(Cause.DNS_LIST).severity()).isEqualTo(Severity.CRITICAL);
    assertThat(CauseTraits.of(Cause.DNS_LIST).milder()).isEqualTo(Severity.PAUSE);
  }

  @Test
  void aMilderFormIsMilder() {
    assertThat(Arrays.stream(Cause.values()).map(CauseTraits::of))
        .allMatch(traits -> traits.milder().compareTo(traits.severity()) <= 0);
  }

  @Test
  void aTableThatLacksACauseIsRefused() {
    assertThatThrownBy(() -> read("IP_BLOCK\tCRITICAL\t-\tSOURCE_IP\tyes\tyes\tANY\tA"))
        .hasMessage("causes.tsv: DOMAIN_BLOCK is missing");
  }

  @Test
  void aRowThatIsWrongIsNamedByItsLine() {
    assertThatThrownBy(() -> read("IP_BLOCK\tURGENT\t-\tSOURCE_IP\tyes\tyes\tANY\tA"))
        .hasMessage("test.tsv:1: \"URGENT\" is no Severity");
    assertThatThrownBy(() -> read("IP_BLOCK\tPAUSE\t-\tSOURCE_IP\tperhaps\tyes\tANY\tA"))
        .hasMessage("test.tsv:1: \"perhaps\" is neither yes nor no");
    String row = "IP_BLOCK\tPAUSE\t-\tSOURCE_IP\tyes\tyes\tANY\tA";
    assertThatThrownBy(() -> read(row, row)).hasMessage("test.tsv:2: this cause stands here twice");
  }

  private static void read(String... rows) {
    List<Line> lines =
        IntStream.range(0, rows.length)
            .mapToObj(i -> new Line("test.tsv", i + 1, rows[i]))
            .toList();
    CauseTraits.of(lines);
  }
}
