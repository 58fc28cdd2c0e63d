package dev.todoku.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequesterTest {
  private static final String HOST = "127.0.0.1:8080";

  @ParameterizedTest
  @ValueSource(
      strings = {"http://127.0.0.1:8080", "HTTP://127.0.0.1:8080", "https://127.0.0.1:8080"})
  void theServersOwnPageMayAsk(String origin) {
    assertThat(Requester.isOwn(origin, HOST)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "",
        "http://evil.test",
        "http://evil.test/://127.0.0.1:8080",
        "evil://127.0.0.1:8080",
        "http://evil@127.0.0.1:8080",
        "http://127.0.0.1:8081",
        "http://127.0.0.1:8080.evil.test",
        "http://evil.test?://127.0.0.1:8080",
        "http://[",
      })
  void noOtherMay(String origin) {
    assertThat(Requester.isOwn(origin, HOST)).isFalse();
  }

  @Test
  void clientsThatAreNoBrowsersSendNone() {
    assertThat(Requester.isOwn(null, HOST)).isTrue();
    assertThat(Requester.isOtherSite("POST", null, null)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, cross-site, navigate, false",
    "GET, cross-site, no-cors, true",
    "GET, same-site, cors, true",
    "POST, cross-site, navigate, true",
    "GET, same-origin, cors, false",
    "GET, none, navigate, false",
  })
  void anotherSiteMayOnlyLinkHere(String method, String site, String mode, boolean isRefused) {
    assertThat(Requester.isOtherSite(method, site, mode)).isEqualTo(isRefused);
  }
}
