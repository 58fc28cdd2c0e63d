package dev.todoku.dns.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.dns.FakeDns;
import dev.todoku.dns.RecordType;
import dev.todoku.provider.ServerOwners;
import dev.todoku.schema.RouteFact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailRoutesTest {
  private final FakeDns dns = new FakeDns();

  @ParameterizedTest
  @CsvSource({
    "aspmx.l.google.com, google",
    "alt1.gmail-smtp-in.l.google.com, google",
    "shop-test.mail.protection.outlook.com, microsoft",
    "outlook-com.olc.protection.outlook.com, microsoft",
    "shop-test.a-v1.mx.microsoft, microsoft",
    "mfsmax.docomo.ne.jp, docomo",
    "mx.kddi.ne.jp, kddi-business",
    "mx5.mail.yahoo.co.jp, yahoo-japan",
    "mx1.mail.icloud.com, icloud",
    "www1234.sakura.ne.jp, sakura",
    "mx00.unknown.co.jp, unknown.co.jp",
    "a.b.c.unknown.com, unknown.com",
    "mail.co.jp, mail.co.jp",
    "mx.city.lg.jp, city.lg.jp"
  })
  void shouldNameTheProviderByItsMailServers(String server, String provider) {
    dns.with("shop.test", RecordType.MX, "10 " + server);
    MailRoute route = find("shop.test");
    assertThat(route.provider()).isEqualTo(provider);
    assertThat(route.state()).isEqualTo(RouteFact.State.MX);
  }

  @Test
  void shouldHaveTheSameNameHoweverTheRecordsCome() {
    dns.with("a.test", RecordType.MX, "20 mx2.other.jp")
        .with("a.test", RecordType.MX, "5 mx.first.jp")
        .with("b.test", RecordType.MX, "5 mx.first.jp")
        .with("b.test", RecordType.MX, "20 mx2.other.jp");
    assertThat(find("a.test").servers()).containsExactly("mx.first.jp", "mx2.other.jp");
    assertThat(find("a.test").provider()).isEqualTo("first.jp");
    assertThat(find("b.test").provider()).isEqualTo("first.jp");
  }

  @Test
  void shouldTellDeadEndsFromDomainsWithoutMx() {
    dns.with("null.test", RecordType.MX, "0 ")
        .with("address.test", RecordType.A, "192.0.2.1")
        .with("six.test", RecordType.AAAA, "2001:db8::1")
        .txt("nothing.test", "hello")
        .failing("silent.test", RecordType.MX)
        .txt("half.test", "x")
        .failing("half.test", RecordType.A);
    assertThat(find("null.test").state()).isEqualTo(RouteFact.State.NULL_MX);
    assertThat(find("address.test").state()).isEqualTo(RouteFact.State.ADDRESS);
    assertThat(find("six.test").state()).isEqualTo(RouteFact.State.ADDRESS);
    assertThat(find("nothing.test").state()).isEqualTo(RouteFact.State.NOWHERE);
    assertThat(find("gone.test").state()).isEqualTo(RouteFact.State.NO_DOMAIN);
    assertThat(find("silent.test").state()).isEqualTo(RouteFact.State.UNKNOWN);
    assertThat(find("half.test").state()).isEqualTo(RouteFact.State.UNKNOWN);
    assertThat(find("gone.test").isDeadEnd()).isTrue();
    assertThat(find("silent.test").isDeadEnd()).isFalse();
    assertThat(find("address.test").provider()).isEqualTo("address.test");
  }

  private MailRoute find(String domain) {
    return new MailRoutes(dns, ServerOwners.load()).find(domain).join();
  }
}
