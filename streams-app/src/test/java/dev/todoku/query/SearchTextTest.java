package dev.todoku.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "alice@docomo.ne.jp",
        "  alice@docomo.ne.jp\t",
        "ａｌｉｃｅ＠ｄｏｃｏｍｏ．ｎｅ．ｊｐ",
        "Alice Example <alice@docomo.ne.jp>",
        "\"Example, Alice\" <alice@docomo.ne.jp>,",
        "山田 花子 <alice@docomo.ne.jp>",
        "mailto:alice@docomo.ne.jp",
        "MAILTO:alice@docomo.ne.jp?subject=Hello",
        "<mailto:alice@docomo.ne.jp>",
        "'alice@docomo.ne.jp'",
        "「alice@docomo.ne.jp」",
        "“alice@docomo.ne.jp”, ",
        "alice@docomo.ne.jp;",
        "alice@docomo.ne.jp.",
        "alice@docomo.ne.jp、",
        "\u200Balice@docomo.ne.jp\uFEFF"
      })
  void findsTheAddressInWhatWasPasted(String pasted) {
    assertThat(SearchText.of(pasted)).isEqualTo("alice@docomo.ne.jp");
  }

  @ParameterizedTest
  @CsvSource({
    "<20261121.1234@shop.example>, 20261121.1234@shop.example",
    "3F2A91C04D, 3F2A91C04D",
    "192.0.2.10, 192.0.2.10",
    "2001:db8::10, 2001:db8::10",
    "NTT docomo, NTT docomo",
    "Alice@Docomo.ne.jp, Alice@Docomo.ne.jp"
  })
  void leavesTheRestAsItIs(String pasted, String text) {
    assertThat(SearchText.of(pasted)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<>", "  ", "\"\"", ",;"})
  void isEmptyWhereNothingIsLeft(String pasted) {
    assertThat(SearchText.of(pasted)).isEmpty();
  }
}
