package dev.todoku.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.binary.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebhookSourcesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  @Test
  void aSourceWithoutAnythingThatProvesItIsAnErrorThatNamesTheKey() {
    assertThatThrownBy(() -> sources("sendgrid/main", Map.of()))
        .hasMessage(
            "nothing proves that a request comes from sendgrid: set intake.reports.sendgrid.main.key");
    assertThatThrownBy(() -> sources("ses/main", Map.of()))
        .hasMessageEndingWith("set intake.reports.ses.main.topics");
    assertThatThrownBy(() -> sources("postmark/shop", Map.of()))
        .hasMessageContaining("intake.reports.postmark.shop.user");
  }

  @Test
  void anEmptyKeyIsNoKey() {
    assertThatThrownBy(() -> sources("mailgun/a", Map.of("mailgun.a.key", " ")))
        .hasMessage("intake.reports.mailgun.a.key is not set, or empty");
    assertThatThrownBy(() -> sources("brevo/a", Map.of("brevo.a.user", "u")))
        .hasMessage("intake.reports.brevo.a.password is not set, or empty");
    assertThatThrownBy(() -> sources("sendgrid/a", Map.of("sendgrid.a.key", "no key")))
        .hasMessageStartingWith("intake.reports.sendgrid.a.key is no public key");
  }

  @Test
  void whatCannotWorkIsRefusedWithItsKey() {
    assertThatThrownBy(() -> sources("nobody/a", Map.of()))
        .hasMessageContaining("there is no sender nobody");
    assertThatThrownBy(() -> sources("brevo/a", Map.of("brevo.a.key", "k")))
        .hasMessageStartingWith("intake.reports.brevo.a.key says nothing");
    assertThatThrownBy(() -> sources("brevo/a", Map.of("brevo.a.tokn", "k")))
        .hasMessageContaining("intake.reports.brevo.a.tokn is unknown");
    assertThatThrownBy(() -> sources("brevo/a", Map.of("brevo.a.token", "k", "brevo.b.token", "k")))
        .hasMessageContaining("intake.reports.brevo.b.token belongs to no source");
    assertThatThrownBy(() -> sources("mandrill/a", Map.of("mandrill.a.key", "k")))
        .hasMessageContaining("intake.reports.mandrill.a.url");
  }

  @Test
  void userAndPasswordAreChecked() {
    WebhookSource source =
        sources("postmark/a", Map.of("postmark.a.user", "u", "postmark.a.password", "p"))
            .find("postmark", "a")
            .orElseThrow();
    assertThat(source.refusal(request(basic("u:p"), ""))).isEmpty();
    assertThat(source.refusal(request(basic("u:q"), ""))).contains("has a wrong user or password");
    assertThat(source.refusal(request(Map.of(), ""))).contains("has no user and password");
  }

  @Test
  void aTokenMayStandInAHeaderOrInTheAddress() {
    WebhookSource source =
        sources("brevo/a", Map.of("brevo.a.token", "t")).find("brevo", "a").orElseThrow();
    assertThat(source.refusal(request(Map.of("Authorization", "Bearer t"), ""))).isEmpty();
    assertThat(source.refusal(request(Map.of("X-Todoku-Token", "t"), ""))).isEmpty();
    assertThat(source.refusal(new SignedRequest(new byte[0], Map.of(), "t", NOW))).isEmpty();
    assertThat(source.refusal(request(Map.of("Authorization", "Bearer u"), "")))
        .contains("has a wrong token");
    assertThat(source.refusal(request(Map.of(), ""))).contains("has no token");
  }

  @Test
  void theApiKeyOfAFormIsCheckedAndNotKept() {
    WebhookSource source =
        sources("cmc/a", Map.of("cmc.a.key", "secret")).find("cmc", "a").orElseThrow();
    String form = "event_type=bounces&api_key=secret&event=%7B%7D";
    assertThat(source.refusal(request(Map.of(), form))).isEmpty();
    assertThat(source.refusal(request(Map.of(), "api_key=other")))
        .contains("has a wrong field api_key");
    assertThat(
            new String(source.kept(form.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
        .isEqualTo("event_type=bounces&event=%7B%7D");
  }

  @Test
  void aTokenOfMailgunCountsForOneBody() {
    MailgunSignature signature = new MailgunSignature("k");
    String signed = mailgun("k", "token1", NOW.getEpochSecond(), "first");
    assertThat(signature.refusal(request(Map.of(), signed))).isEmpty();
    assertThat(signature.refusal(request(Map.of(), signed))).isEmpty();
    assertThat(
            signature.refusal(
                request(Map.of(), mailgun("k", "token1", NOW.getEpochSecond(), "second"))))
        .contains("has a token that was used with another body");
    assertThat(
            signature.refusal(
                request(Map.of(), mailgun("k", "token2", NOW.getEpochSecond() - 43_201, "x"))))
        .contains("has a timestamp that is older than 12 h, or ahead");
    assertThat(
            signature.refusal(
                request(Map.of(), mailgun("other", "token3", NOW.getEpochSecond(), "x"))))
        .contains("has a signature that is not that of the key");
  }

  @Test
  void onlyAmazonsOwnAddressesAreFollowed() {
    assertThat(SnsHosts.certificate("https://sns.eu-west-1.amazonaws.com/a-1.pem")).isPresent();
    assertThat(SnsHosts.certificate("https://sns.cn-north-1.amazonaws.com.cn/a.pem")).isPresent();
    assertThat(
            List.of(
                "http://sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com.evil.example/a.pem",
                "https://sns.eu-west-1.amazonaws.com@evil.example/a.pem",
                "https://evil.example/sns.eu-west-1.amazonaws.com/a.pem",
                "https://sns.eu-west-1.amazonaws.com/a.pem?x=.pem",
                "https://sns.eu-west-1.amazonaws.com/a.txt",
                "https://sns.eu-west-1.amazonaws.com:8443/a.pem",
                "not an address"))
        .allSatisfy(url -> assertThat(SnsHosts.certificate(url)).isEmpty());
    String arn = "arn:aws:sns:eu-west-1:111122223333:mail";
    assertThat(SnsHosts.confirmation("https://sns.eu-west-1.amazonaws.com/?Action=x", arn))
        .isPresent();
    assertThat(SnsHosts.confirmation("https://sns.us-east-1.amazonaws.com/?Action=x", arn))
        .isEmpty();
  }

  private static String mailgun(String key, String token, long timestamp, String event) {
    byte[] signed = (timestamp + token).getBytes(StandardCharsets.UTF_8);
    String hex =
        HexFormat.of()
            .formatHex(Hmac.of("HmacSHA256", key.getBytes(StandardCharsets.UTF_8), signed));
    return "{\"signature\":{\"timestamp\":\""
        + timestamp
        + "\",\"token\":\""
        + token
        + "\",\"signature\":\""
        + hex
        + "\"},\"event-data\":{\"event\":\""
        + event
        + "\"}}";
  }

  private static WebhookSources sources(String id, Map<String, String> settings) {
    return WebhookSources.of(List.of(id), settings, new AmazonWeb());
  }

  private static SignedRequest request(Map<String, String> headers, String body) {
    return new SignedRequest(body.getBytes(StandardCharsets.UTF_8), headers, null, NOW);
  }

  private static Map<String, String> basic(String userAndPassword) {
    return Map.of(
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8)));
  }
}
