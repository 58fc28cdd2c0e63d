package dev.todoku.intake.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.todoku.binary.Hmac;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Each way of signing, with keys made here: right, wrong, absent, replayed. */
class SignaturesTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:mail";
  private static final String HOST = "https://sns.eu-west-1.amazonaws.com";
  private static final String BODY = "{\"event\":\"MessageSent\"}";

  private static KeyPair rsa;

  private final List<String> confirmed = new ArrayList<>();

  @BeforeAll
  static void makeKey() throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    rsa = keys.generateKeyPair();
  }

  @Test
  void snsIsAcceptedInBothVersionsAndNotWhenAnythingSignedChanges() throws Exception {
    assertThat(refusalOf(notification("1", "SHA1withRSA"))).isNull();
    Map<String, String> message = notification("2", "SHA256withRSA");
    assertThat(refusalOf(message)).isNull();
    for (String field : List.of("Message", "MessageId", "Timestamp")) {
      Map<String, String> changed = new LinkedHashMap<>(message);
      changed.put(field, "other");
      assertThat(refusalOf(changed))
          .isEqualTo("has a signature that is not that of the certificate");
    }
    Map<String, String> withSubject = new LinkedHashMap<>(message);
    withSubject.put("Subject", "added");
    assertThat(refusalOf(withSubject))
        .isEqualTo("has a signature that is not that of the certificate");
  }

  @Test
  void snsOfAnotherTopicOrCertificateIsRefusedBeforeAnythingIsFetched() throws Exception {
    Map<String, String> foreign = notification("2", "SHA256withRSA");
    foreign.put("TopicArn", "arn:aws:sns:eu-west-1:999999999999:mail");
    Map<String, String> elsewhere = notification("2", "SHA256withRSA");
    elsewhere.put("SigningCertURL", "https://s3.amazonaws.com/evil/sns.pem");
    SnsSignature fetchesNothing =
        new SnsSignature(
            Set.of(TOPIC),
            (url, now) -> {
              throw new AssertionError(url);
            },
            url -> confirmed.add(url.toString()));
    assertThat(fetchesNothing.refusal(request(JsonMapper.shared().writeValueAsString(foreign))))
        .contains("is of a topic that is not configured");
    assertThat(fetchesNothing.refusal(request(JsonMapper.shared().writeValueAsString(elsewhere))))
        .contains("names a signature version or a certificate that is not Amazon's");
    assertThat(fetchesNothing.refusal(request("{\"eventType\":\"Delivery\"}")))
        .hasValueSatisfying(why -> assertThat(why).contains("raw message delivery"));
  }

  @Test
  void aSubscriptionIsConfirmedOnlyWhenItsRequestIsGenuine() throws Exception {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("Type", "SubscriptionConfirmation");
    message.put("MessageId", "1");
    message.put("Token", "t");
    message.put("TopicArn", TOPIC);
    message.put("Message", "confirm");
    message.put("SubscribeURL", HOST + "/?Action=ConfirmSubscription");
    message.put("Timestamp", "2026-03-02T08:59:00.000Z");
    sign(message, "2", "SHA256withRSA");
    Map<String, String> forged = new LinkedHashMap<>(message);
    forged.put("Token", "other");
    assertThat(refusalOf(forged)).isNotNull();
    assertThat(confirmed).isEmpty();
    assertThat(refusalOf(message)).isNull();
    assertThat(confirmed).containsExactly(HOST + "/?Action=ConfirmSubscription");
    message.put("SubscribeURL", "https://sns.us-east-1.amazonaws.com/?Action=Confirm");
    sign(message, "2", "SHA256withRSA");
    assertThat(refusalOf(message)).contains("an address that is not Amazon's");
    assertThat(confirmed).hasSize(1);
  }

  @Test
  void aCertificateThatIsOverIsRefusedAndOneThatCannotBeFetchedIsTriedAgain() throws Exception {
    String message = JsonMapper.shared().writeValueAsString(notification("2", "SHA256withRSA"));
    SnsSignature expired =
        new SnsSignature(
            Set.of(TOPIC),
            (url, now) -> {
              throw new CertificateExpiredException("over");
            },
            url -> {});
    assertThat(expired.refusal(request(message)))
        .contains("has a certificate that is not to be trusted: over");
    SnsSignature unreachable =
        new SnsSignature(
            Set.of(TOPIC),
            (url, now) -> {
              throw new IOException("no route");
            },
            url -> {});
    assertThatThrownBy(() -> unreachable.refusal(request(message)))
        .isInstanceOf(UnavailableException.class);
  }

  @Test
  void svixIsAcceptedForFiveMinutesWithOneOfSeveralSignatures() {
    SvixSignature signature = new SvixSignature("whsec_c2VjcmV0");
    String time = String.valueOf(NOW.getEpochSecond());
    String right =
        "v1,"
            + base64(
                Hmac.of(
                    "HmacSHA256",
                    "secret".getBytes(UTF_8),
                    ("id." + time + '.' + BODY).getBytes(UTF_8)));
    assertThat(signature.refusal(svix("id", time, "v1,AAAA " + right, NOW))).isEmpty();
    assertThat(signature.refusal(svix("other", time, right, NOW))).isPresent();
    assertThat(signature.refusal(svix("id", time, right.replace("v1,", "v2,"), NOW))).isPresent();
    assertThat(signature.refusal(svix("id", time, right, NOW.plusSeconds(301))))
        .contains("has a timestamp that is more than 5 min off");
    assertThat(signature.refusal(request(BODY))).contains("is not signed");
  }

  @Test
  void mandrillSignsTheAddressAndTheFieldsInOrder() {
    MandrillSignature signature = new MandrillSignature("k", "https://todoku.example/m?x=1");
    String form = "mandrill_events=%5B%5D&a=1";
    String right =
        base64(
            Hmac.of(
                "HmacSHA1",
                "k".getBytes(UTF_8),
                "https://todoku.example/m?x=1a1mandrill_events[]".getBytes(UTF_8)));
    assertThat(signature.refusal(request(form, "X-Mandrill-Signature", right))).isEmpty();
    assertThat(signature.refusal(request(form + "&b=2", "X-Mandrill-Signature", right)))
        .isPresent();
    assertThat(signature.refusal(request(form))).contains("is not signed");
  }

  @Test
  void postalIsAcceptedInBothAlgorithmsAndTheStrongerDecides() throws Exception {
    PostalSignature signature = new PostalSignature(base64(rsa.getPublic().getEncoded()));
    String sha1 = signed("SHA1withRSA", BODY);
    String sha256 = signed("SHA256withRSA", BODY);
    assertThat(signature.refusal(request(BODY, "X-Postal-Signature", sha1))).isEmpty();
    assertThat(signature.refusal(request(BODY, "X-Postal-Signature-256", sha256))).isEmpty();
    assertThat(signature.refusal(request(BODY + " ", "X-Postal-Signature-256", sha256)))
        .isPresent();
    assertThat(
            signature.refusal(
                new SignedRequest(
                    BODY.getBytes(UTF_8),
                    Map.of("X-Postal-Signature", sha1, "X-Postal-Signature-256", sha1),
                    null,
                    NOW)))
        .isPresent();
    assertThat(signature.refusal(request(BODY))).contains("is not signed");
  }

  @Test
  void stalwartSignsTheBody() {
    StalwartSignature signature = new StalwartSignature("k");
    String right = base64(Hmac.of("HmacSHA256", "k".getBytes(UTF_8), BODY.getBytes(UTF_8)));
    assertThat(signature.refusal(request(BODY, "X-Signature", right))).isEmpty();
    assertThat(signature.refusal(request(BODY + " ", "X-Signature", right))).isPresent();
    assertThat(signature.refusal(request(BODY))).contains("is not signed");
  }

  @ParameterizedTest
  @ValueSource(strings = {BodySignature.MAILERSEND, BodySignature.MAILTRAP})
  void mailerSendAndMailtrapSignTheBodyInHexadecimal(String header) {
    BodySignature signature = new BodySignature(header, "k");
    byte[] mac = Hmac.of("HmacSHA256", "k".getBytes(UTF_8), BODY.getBytes(UTF_8));
    String right = HexFormat.of().formatHex(mac);
    assertThat(signature.refusal(request(BODY, header, right))).isEmpty();
    assertThat(signature.refusal(request(BODY, header, right.toUpperCase(Locale.ROOT)))).isEmpty();
    assertThat(signature.refusal(request(BODY + " ", header, right)))
        .contains("has a signature that is not that of the key");
    assertThat(new BodySignature(header, "other").refusal(request(BODY, header, right)))
        .isPresent();
    assertThat(signature.refusal(request(BODY, header, base64(mac)))).isPresent();
    assertThat(signature.refusal(request(BODY))).contains("is not signed");
  }

  private String refusalOf(Map<String, String> message) {
    SnsSignature signature =
        new SnsSignature(
            Set.of(TOPIC), (url, now) -> rsa.getPublic(), url -> confirmed.add(url.toString()));
    return signature.refusal(request(JsonMapper.shared().writeValueAsString(message))).orElse(null);
  }

  private static Map<String, String> notification(String version, String algorithm)
      throws GeneralSecurityException {
    Map<String, String> message = new LinkedHashMap<>();
    message.put("Type", "Notification");
    message.put("MessageId", "1");
    message.put("TopicArn", TOPIC);
    message.put("Message", "{\"eventType\":\"Delivery\"}\n");
    message.put("Timestamp", "2026-03-02T08:59:00.000Z");
    sign(message, version, algorithm);
    return message;
  }

  private static void sign(Map<String, String> message, String version, String algorithm)
      throws GeneralSecurityException {
    message.put("SignatureVersion", version);
    message.put("SigningCertURL", HOST + "/SimpleNotificationService-1.pem");
    byte[] json = JsonMapper.shared().writeValueAsBytes(message);
    message.put(
        "Signature",
        signed(algorithm, new String(SnsMessage.of(json).orElseThrow().signedText(), UTF_8)));
  }

  private static String signed(String algorithm, String text) throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(rsa.getPrivate());
    signature.update(text.getBytes(UTF_8));
    return base64(signature.sign());
  }

  private static SignedRequest svix(String id, String time, String signatures, Instant now) {
    return new SignedRequest(
        BODY.getBytes(UTF_8),
        Map.of("svix-id", id, "svix-timestamp", time, "svix-signature", signatures),
        null,
        now);
  }

  private static SignedRequest request(String body, String... header) {
    return new SignedRequest(
        body.getBytes(UTF_8),
        header.length == 0 ? Map.of() : Map.of(header[0], header[1]),
        null,
        NOW);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
