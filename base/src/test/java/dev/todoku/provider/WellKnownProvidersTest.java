package dev.todoku.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellKnownProvidersTest {
  private final WellKnownProviders providers = WellKnownProviders.load();

  @ParameterizedTest
  @CsvSource({
    "docomo.ne.jp, docomo",
    "ezweb.ne.jp, au",
    "a5.ezweb.ne.jp, au",
    "biz.ezweb.ne.jp, au",
    "au.com, au",
    "softbank.ne.jp, softbank",
    "i.softbank.jp, softbank",
    "t.vodafone.ne.jp, softbank",
    "rakumail.jp, rakuten-mobile",
    "jcom.home.ne.jp, jcom",
    "x1.jcom.home.ne.jp, jcom",
    "hct.zaq.ne.jp, jcom",
    "yahoo.co.jp, yahoo-japan",
    "yahoo.com, yahoo",
    "aol.com, yahoo",
    "gmail.com, google",
    "hotmail.co.jp, microsoft",
    "contoso.onmicrosoft.com, microsoft",
    "me.com, icloud",
    "privaterelay.appleid.com, icloud",
    "crest.ocn.ne.jp, ocn",
    "a1.dion.ne.jp, dion",
    "kc4.so-net.ne.jp, so-net"
  })
  void namesTheProvidersThatSendersAskAbout(String domain, String provider) {
    assertThat(providers.of(domain)).isEqualTo(provider);
  }

  @Test
  void takesADomainThatIsNotKnownForItsOwnProvider() {
    assertThat(providers.of("example.co.jp")).isEqualTo("example.co.jp");
    assertThat(providers.of("notdocomo.ne.jp")).isEqualTo("notdocomo.ne.jp");
    assertThat(providers.of("docomo.ne.jp.example.com")).isEqualTo("docomo.ne.jp.example.com");
    assertThat(providers.of("localhost")).isEqualTo("localhost");
    assertThat(providers.of("")).isEmpty();
  }

  @Test
  void doesNotTakeASuffixRuleForTheDomainItself() {
    WellKnownProviders only = table("softbank\t*.vodafone.ne.jp");
    assertThat(only.of("vodafone.ne.jp")).isEqualTo("vodafone.ne.jp");
    assertThat(only.of("a.b.vodafone.ne.jp")).isEqualTo("softbank");
  }

  @Test
  void letsTheMostSpecificEntryDecide() {
    WellKnownProviders nested = table("a\t*.example.jp", "b\t*.x.example.jp", "c\ty.x.example.jp");
    assertThat(nested.of("x.example.jp")).isEqualTo("a");
    assertThat(nested.of("z.x.example.jp")).isEqualTo("b");
    assertThat(nested.of("y.x.example.jp")).isEqualTo("c");
  }

  @Test
  void knowsEveryLineOfTheTable() {
    for (Line line : Table.read(WellKnownProviders.class, "providers.tsv")) {
      List<String> cells = line.cells(2);
      String example = cells.get(1).replace("*", "sub");
      assertThat(providers.of(example)).as("line %d", line.number()).isEqualTo(cells.get(0));
      assertThat(providers.names()).contains(cells.get(0));
    }
  }

  @Test
  void namesFileAndLineOfAMistake() {
    assertThatThrownBy(() -> table("docomo\tdocomo.ne.jp", "au\tdocomo.ne.jp"))
        .hasMessage("t.tsv:2: \"docomo.ne.jp\" is listed twice, as docomo and au");
    assertThatThrownBy(() -> table("au\tEZweb.ne.jp"))
        .hasMessage("t.tsv:1: \"EZweb.ne.jp\" is no domain in normal form");
    assertThatThrownBy(() -> table("NTT docomo\tdocomo.ne.jp")).hasMessageContaining("t.tsv:1: ");
  }

  private static WellKnownProviders table(String... lines) {
    List<Line> table = new ArrayList<>();
    for (String line : lines) {
      table.add(new Line("t.tsv", table.size() + 1, line));
    }
    return WellKnownProviders.of(table);
  }
}
