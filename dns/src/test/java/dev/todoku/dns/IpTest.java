package dev.todoku.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221"
  })
  void shouldWriteAddressesInOneForm(String typed, String written) {
    assertThat(Ip.parse(typed)).map(Ip::text).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.256",
        "01.2.3.4",
        "1:2",
        "1::2::3",
        ":::",
        "a.jp",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "1:2:3:4:5:6:7::8",
        "fe80::1%eth0",
        "1.2.3.4:53",
        ":1:2:3:4:5:6:7"
      })
  void shouldTakeNothingElseForAnAddress(String typed) {
    assertThat(Ip.parse(typed)).isEmpty();
  }

  @Test
  void shouldNameTheReverseOfAnAddress() {
    assertThat(Ip.parse("192.0.2.17").orElseThrow().reverseName())
        .isEqualTo("17.2.0.192.in-addr.arpa");
    assertThat(Ip.parse("2001:db8::1").orElseThrow().reverseName())
        .isEqualTo("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
  }

  @Test
  void shouldCompareByPrefix() {
    Ip ip = Ip.parse("192.0.2.130").orElseThrow();
    assertThat(ip.sharesPrefix(Ip.parse("192.0.2.129").orElseThrow(), 30)).isTrue();
    assertThat(ip.sharesPrefix(Ip.parse("192.0.2.129").orElseThrow(), 31)).isFalse();
    assertThat(ip.sharesPrefix(Ip.parse("10.0.0.1").orElseThrow(), 0)).isTrue();
    assertThat(ip.sharesPrefix(Ip.parse("192.0.2.130").orElseThrow(), 32)).isTrue();
    assertThat(ip.sharesPrefix(Ip.parse("::1").orElseThrow(), 0)).isFalse();
  }

  @Test
  void shouldReadWhatItWrites() throws UnknownHostException {
    long seed = Long.getLong("todoku.seed", 7);
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = new byte[16];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = (byte) (random.nextInt(3) == 0 ? random.nextInt(256) : 0);
      }
      InetAddress address = Inet6Address.getByAddress(bytes);
      assertThat(Ip.parse(Ip.of(address).text())).as("seed %d", seed).contains(Ip.of(address));
    }
  }
}
