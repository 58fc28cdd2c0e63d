package dev.todoku.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void quotesWhatWouldEndACell() {
    assertThat(Csv.row("a", "b,c", "d\"e", "f\ng", null))
        .isEqualTo("a,\"b,c\",\"d\"\"e\",\"f\ng\",\r\n");
  }

  @Test
  void whatStrangersWroteIsNoFormula() {
    assertThat(Csv.row("=HYPERLINK(1)", "+1@b.test", "-x", "@a", -5))
        .isEqualTo("'=HYPERLINK(1),'+1@b.test,'-x,'@a,-5\r\n");
  }

  @Test
  void fullWidthSignsAndLineStartsMakeNoFormulaEither() {
    assertThat(Csv.row("＝1", "＋1", "－1", "＠a", "\n=1", "\t=1"))
        .isEqualTo("'＝1,'＋1,'－1,'＠a,\"'\n=1\",'\t=1\r\n");
  }
}
