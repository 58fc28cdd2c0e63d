package dev.todoku.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.EvidenceGrade;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnumCodesTest {
  private static final Path TABLE = Path.of("src/main/resources/dev/todoku/binary/enum-codes.txt");

  /** What has been stored so far: rows are added here, never changed. */
  private static final Path STORED = Path.of("src/test/resources/enum-codes.txt");

  @Test
  void noCodeThatWasStoredIsChangedOrTakenOut() throws IOException {
    assertThat(rows(TABLE)).containsAll(rows(STORED));
  }

  @Test
  void writesNullAsZeroAndOthersOneHigher() {
    EnumCodes<EvidenceGrade> grades = EnumCodes.of(EvidenceGrade.class);
    assertThat(grades.code(EvidenceGrade.PROVEN)).isEqualTo(2);
    assertThat(grades.constant(2)).isEqualTo(EvidenceGrade.PROVEN);
    assertThat(grades.codeOrZero(null)).isZero();
    assertThat(grades.constantOrNull(0)).isNull();
    assertThat(grades.codeOrZero(EvidenceGrade.PROVEN)).isEqualTo(3);
    assertThat(grades.constantOrNull(3)).isEqualTo(EvidenceGrade.PROVEN);
  }

  @Test
  void namesTheEnumAndTheCodeThatItDoesNotHave() {
    EnumCodes<EvidenceGrade> grades = EnumCodes.of(EvidenceGrade.class);
    assertThatThrownBy(() -> grades.constant(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no EvidenceGrade has the code 3");
  }

  /** Not of the table. */
  private enum Stranger {
    ONE
  }

  @Test
  void anEnumThatIsNotInTheTableIsFoundAtOnce() {
    assertThatThrownBy(() -> EnumCodes.of(Stranger.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("enum-codes.txt has no code of EnumCodesTest.Stranger.ONE");
  }

  private static List<String> rows(Path table) throws IOException {
    return Files.readAllLines(table).stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
