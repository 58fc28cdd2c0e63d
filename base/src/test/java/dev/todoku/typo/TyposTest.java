package dev.todoku.typo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.provider.WellKnownProviders;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TyposTest {
  private final Typos typos = Typos.load();

  @ParameterizedTest
  @CsvSource({
    "gmial.com, gmail.com",
    "fmail.com, gmail.com",
    "gmaik.com, gmail.com",
    "ggmail.com, gmail.com",
    "gmail.comm, gmail.com",
    "docmo.ne.jp, docomo.ne.jp",
    "docomo.nejp, docomo.ne.jp",
    "doocmo.ne.jp, docomo.ne.jp",
    "sofrbank.ne.jp, softbank.ne.jp",
    "i.softbnak.jp, i.softbank.jp",
    "ezwebb.ne.jp, ezweb.ne.jp",
    "yahoo.co.jpp, yahoo.co.jp",
    "yahho.co.jp, yahoo.co.jp",
    "hotmaul.com, hotmail.com",
    "iclould.com, icloud.com",
    "outlok.jp, outlook.jp"
  })
  void shouldSuggestFirstWhatWasMeant(String typed, String meant) {
    assertThat(typos.meant(typed)).first().isEqualTo(meant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"example.jp", "toyota.co.jp", "kyoto-u.ac.jp", "abc.com", "shop.test", "jp"})
  void shouldNotGuessWildly(String domain) {
    assertThat(typos.meant(domain)).isEmpty();
  }

  @Test
  void shouldSuggestNothingForDomainsThatAreWellKnown() {
    assertThat(WellKnownProviders.load().domains())
        .filteredOn(domain -> !typos.table().containsKey(domain))
        .allSatisfy(domain -> assertThat(typos.meant(domain)).isEmpty());
  }

  @Test
  void shouldSuggestThreeAtMost() {
    assertThat(typos.meant("hotmail.xx")).hasSizeBetween(1, 3);
    assertThat(typos.meant("softbank.jp")).isEqualTo(List.of("softbank.ne.jp", "i.softbank.jp"));
  }

  @ParameterizedTest
  @CsvSource({
    "abc, abc, 0",
    "abc, acb, 0.5",
    "abc, abbc, 0.5",
    "abbc, abc, 0.5",
    "abc, abxc, 1",
    "abc, abv, 0.5",
    "abc, abp, 1",
    "'', ab, 2",
    "ab, '', 2"
  })
  void shouldCountSlipsThatHandsMakeOftenAsHalves(String typed, String meant, double cost) {
    assertThat(Slips.cost(typed, meant)).isEqualTo(cost);
  }
}
