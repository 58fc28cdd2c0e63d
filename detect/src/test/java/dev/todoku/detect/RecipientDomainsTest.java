package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.binary.BinaryReader;
import dev.todoku.binary.BinaryWriter;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RecipientDomainsTest {
  private static final Predicate<String> COMPANY = domain -> !domain.equals("outlook.com");

  private final RecipientDomains domains = new RecipientDomains();

  @Test
  void twoCompaniesAreFewThoughNowAndThenAnotherFails() {
    fail("c1.example", 10);
    fail("c2.example", 9);
    fail("c3.example", 2);
    assertThat(domains.areFew(COMPANY)).isTrue();
    fail("c3.example", 1);
    assertThat(domains.areFew(COMPANY)).isFalse();
  }

  @Test
  void ofFiveFailuresOneMayBeOfAThirdCompany() {
    fail("c1.example", 2);
    fail("c2.example", 1);
    fail("c3.example", 1);
    assertThat(domains.areFew(COMPANY)).isFalse();
    fail("c2.example", 1);
    assertThat(domains.areFew(COMPANY)).isTrue();
    fail("c4.example", 1);
    assertThat(domains.areFew(COMPANY)).isFalse();
  }

  @Test
  void theProvidersOwnDomainIsNoCompany() {
    fail("outlook.com", 20);
    assertThat(domains.areFew(COMPANY)).isFalse();
  }

  @Test
  void nothingThatFailedIsNotFew() {
    assertThat(domains.areFew(COMPANY)).isFalse();
  }

  @Test
  void whatHasNoNameOfItsOwnIsNoCompany() {
    for (int i = 0; i < 24; i++) {
      fail("c" + i + ".example", 1);
    }
    fail("late.example", 1_000);
    assertThat(domains.areFew(COMPANY)).isFalse();
  }

  @Test
  void continuesFromItsBinaryForm() {
    fail("c1.example", 18);
    fail("c3.example", 2);
    BinaryWriter out = new BinaryWriter(1);
    domains.writeTo(out);
    RecipientDomains read = RecipientDomains.readFrom(new BinaryReader(out.toBytes(), 1));
    assertThat(read.areFew(COMPANY)).isTrue();
    for (int i = 0; i < 8; i++) {
      read.add("r@other" + i + ".example");
    }
    assertThat(read.areFew(COMPANY)).isFalse();
  }

  private void fail(String domain, int times) {
    for (int i = 0; i < times; i++) {
      domains.add("r" + i + "@" + domain);
    }
  }
}
