package dev.todoku.intake.sender.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormFieldsTest {
  private static final String MULTIPART =
      """
      --b0und
      Content-Disposition: form-data; name="event"

      dropped
      --b0und
      Content-Disposition: form-data; name="description"
      Content-Type: text/plain; charset=utf-8

      first line

      --b0
      last line
      --b0und
      Content-Disposition: form-data; name="attachment-1"; filename="a.txt"

      not a field
      --b0und
      content-disposition: form-data; name=token

      t1
      --b0und--
      """;

  @Test
  void readsAnEncodedForm() {
    assertThat(FormFields.of("event=dropped&a+b=%E5%B1%8A%0A\r\n"))
        .containsExactly(entry("event", "dropped"), entry("a b", "届\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void readsAMultipartFormWithoutItsFiles(String lineEnd) {
    assertThat(FormFields.of(MULTIPART.replace("\n", lineEnd)))
        .containsExactly(
            entry("event", "dropped"),
            entry("description", "first line\n\n--b0\nlast line".replace("\n", lineEnd)),
            entry("token", "t1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--", "--b\n", "--b\nContent-Disposition: form-data", "--b\r\ncontent-\r\n\r\n"})
  void findsNothingInABrokenMultipartForm(String body) {
    assertThat(FormFields.of(body)).isEmpty();
  }

  @Test
  void findsNothingInWhatIsNoForm() {
    assertThat(FormFields.of("{}")).isEmpty();
    assertThat(FormFields.of("a=%zz")).isEmpty();
  }
}
