package dev.todoku.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTest {

  @ParameterizedTest
  @CsvSource({
    "Hanako@Docomo.NE.JP,        hanako@docomo.ne.jp",
    "<hanako@docomo.ne.jp>,      hanako@docomo.ne.jp",
    "' < a@b.example > ',        a@b.example",
    "<<a@b.example>>,            a@b.example",
    "a@b.example.,               a@b.example",
    "a@b.example..,              a@b.example",
    "葉子@例え.JP,                葉子@xn--r8jz45g.jp",
    "葉子@例え。jp,               葉子@xn--r8jz45g.jp",
    "a@ｅｘａｍｐｌｅ.jp,          a@example.jp",
    "a@XN--R8JZ45G.jp,           a@xn--r8jz45g.jp",
    "a@Bücher.example,           a@xn--bcher-kva.example",
    "A..B.@docomo.ne.jp,         a..b.@docomo.ne.jp",
    "'\"A@B\"@c.example',        '\"a@b\"@c.example'",
    "a@[IPv6:2001:DB8::1],       a@[ipv6:2001:db8::1]",
    "Postmaster,                 postmaster",
    "a@,                         a@",
    "'',                         ''",
    "<>,                         ''"
  })
  void oneMailboxHasOneNormalForm(String raw, String normal) {
    assertThat(Address.DEFAULT.normal(raw)).isEqualTo(normal);
  }

  @Test
  void aLocalPartKeepsItsCaseWhereTheInstallationSaysSo() {
    Address keeping = new Address(true);

    assertThat(keeping.normal("Bob@Example.COM")).isEqualTo("Bob@example.com");
    assertThat(keeping.normal("Bob")).isEqualTo("Bob");
  }

  @Test
  void composedAndDecomposedLettersAreTheSameMailbox() {
    assertThat(Address.DEFAULT.normal("jose\u0301@example.com"))
        .isEqualTo(Address.DEFAULT.normal("JOS\u00c9@example.com"))
        .isEqualTo("jos\u00e9@example.com");
  }

  @Test
  void whatIsNoDomainNameStaysAsItIs() {
    assertThat(Address.normalDomain("例え..JP")).isEqualTo("例え..jp");
    assertThat(Address.normalDomain("")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"<A@B.Example>, b.example", "葉子@例え.jp, xn--r8jz45g.jp", "postmaster, ''", "'', ''"})
  void theDomainComesInNormalForm(String address, String domain) {
    assertThat(Address.domainOf(address)).isEqualTo(domain);
  }

  @Test
  void theNormalFormOfANormalFormIsItself() {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    List<String> parts =
        List.of(
            "a", "B", "@", ".", "<", ">", " ", "。", "．", "é", "e\u0301", "İ", "Σ", "ß", "例", "😀",
            "\ud83d", "-", "\"", "ｅ");
    for (int i = 0; i < 20_000; i++) {
      StringBuilder raw = new StringBuilder();
      for (int n = random.nextInt(9); n > 0; n--) {
        raw.append(parts.get(random.nextInt(parts.size())));
      }
      String once = Address.DEFAULT.normal(raw.toString());
      assertThat(Address.DEFAULT.normal(once)).as("seed %d: %s", seed, raw).isEqualTo(once);
    }
  }
}
