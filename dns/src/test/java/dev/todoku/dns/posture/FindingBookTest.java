package dev.todoku.dns.posture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.schema.PostureFact.Level;
import dev.todoku.table.Table;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FindingBookTest {
  @ParameterizedTest
  @EnumSource(FindingKind.class)
  void shouldSayWhatToDoAboutEverythingThatIsWrong(FindingKind kind) {
    PostureFinding finding = FindingBook.load().find(kind, "A x", "y", Map.of());
    assertThat(finding.text().ja()).isNotEqualTo(finding.text().en());
    assertThat(finding.rfc()).matches("RFC \\d+ section [\\d.]+");
    if (finding.level() == Level.WARNING || finding.level() == Level.ERROR) {
      assertThat(finding.fix()).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "mx_ok OK RFC 1|x:1: an entry begins with kind",
        "NEVER_HEARD OK RFC 1 section 1|x:1: No enum constant",
        "MX_OK BAD RFC 1 section 1|x:1: No enum constant",
        "  ja text|x:1: a field is ja, en",
        "MX_OK OK RFC 1 section 1;  de text|x:2: a field is ja, en",
        "MX_OK OK RFC 1 section 1;  ja {nobody}|x:2: nothing fills {nobody}",
        "MX_OK OK RFC 1 section 1;  ja a;  ja b|x:3: this field stands here twice",
        "MX_OK OK RFC 1 section 1;  ja a|x:1: needs both languages",
        "MX_OK OK RFC 1 section 1;  ja a;  en b|findings.txt says nothing of"
      })
  void shouldNameThePlaceOfAMistake(String text, String error) throws IOException {
    var lines = Table.lines("x", new StringReader(text.replace(';', '\n')));
    assertThatThrownBy(() -> FindingBook.of(lines)).hasMessageStartingWith(error);
  }

  @Test
  void shouldFillWhatIsKnownAndDashWhatIsNot() {
    PostureFinding finding =
        FindingBook.load().find(FindingKind.SPF_PASSES, "a", "b", Map.of("domain", "a$1\\b.test"));
    assertThat(finding.text().en()).isEqualTo("- passes the SPF of a$1\\b.test");
  }
}
