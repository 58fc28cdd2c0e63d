package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageIdTest {
  private static final long TIME = 1_795_219_200_000L;

  @ParameterizedTest
  @CsvSource({
    "<a@b.example>,       a@b.example",
    "' <a@b.example>\t',  a@b.example",
    "a@b.example,         a@b.example",
    "<<a@b.example>>,     a@b.example",
    "A@B.Example,         A@B.Example",
    "'<a b@c>',           'a b@c'",
    "< >,                 ''",
    "'',                  ''"
  })
  void theNormalFormHasNoBracketsAndNoWhiteSpaceAround(String raw, String normal) {
    assertThat(MessageId.normal(raw)).isEqualTo(normal);
  }

  @ParameterizedTest
  @CsvSource({
    "a@b.example, true",
    "a@localhost, false",
    "a.b@localhost, false",
    "a.b, false",
    "'', false"
  })
  void isQualifiedByADotOnTheRightSide(String messageId, boolean qualified) {
    assertThat(MessageId.isQualified(messageId)).isEqualTo(qualified);
  }

  @Test
  void theQualifiedOneIsPreferredWhateverTheOrder() {
    assertThat(MessageId.preferred("z@localhost", "a@b.example")).isEqualTo("a@b.example");
    assertThat(MessageId.preferred("a@b.example", "z@localhost")).isEqualTo("a@b.example");
  }

  @Test
  void thePreferenceHangsNeitherOnOrderNorOnGrouping() {
    List<String> ids =
        List.of(
            "", "a", "z", "a@b", "z@b", "a@b.example", "z@b.example", "a@c.example", "A@b.example");
    for (String a : ids) {
      assertThat(MessageId.preferred(a, a)).isEqualTo(a);
      for (String b : ids) {
        assertThat(MessageId.preferred(a, b)).isEqualTo(MessageId.preferred(b, a)).isIn(a, b);
        for (String c : ids) {
          assertThat(MessageId.preferred(MessageId.preferred(a, b), c))
              .isEqualTo(MessageId.preferred(a, MessageId.preferred(b, c)));
        }
      }
    }
  }

  @Test
  void recordsHoldTheNormalForm() {
    assertThat(new Complaint(" <a@b.example>", "x@y", TIME, null).messageId())
        .isEqualTo("a@b.example");
  }

  @Test
  void nothingButBracketsIsNoMessageId() {
    assertThatThrownBy(() -> new Complaint("<>", "x@y", TIME, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("messageId is required");
  }
}
