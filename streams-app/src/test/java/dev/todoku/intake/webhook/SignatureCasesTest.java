package dev.todoku.intake.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed requests, good and bad, in {@code signatures/} of the directory {@code todoku.cases}. */
class SignatureCasesTest {
  private static final Instant WITHOUT_CLOCK = Instant.parse("2026-11-21T09:00:00Z");

  private static final Set<String> TOPICS =
      Set.of(
          "arn:aws:sns:ap-northeast-1:123456789012:ses-events",
          "arn:aws:sns:us-west-2:123456789012:SES_Notifications");

  private final List<String> confirmed = new ArrayList<>();

  @Test
  void everyRequestIsAcceptedOrRefusedAsItsVectorSays() throws IOException {
    String directory = System.getProperty("todoku.cases", "");
    assumeTrue(!directory.isEmpty(), "-Dtodoku.cases names no directory");
    Path vectors = Path.of(directory, "signatures");
    TreeSet<String> misses = new TreeSet<>();
    JsonNode all =
        JsonMapper.shared().readTree(Files.readAllBytes(vectors.resolve("vectors.json")));
    for (JsonNode vector : all) {
      String name = vector.path("name").asString();
      boolean isAccepted = verifier(vector, vectors).refusal(request(vector, vectors)).isEmpty();
      if (isAccepted != vector.path("valid").asBoolean()) {
        misses.add(name);
      }
    }
    assertThat(misses).isEmpty();
    assertThat(all.size()).isPositive();
    assertThat(confirmed).containsExactly("sns.us-west-2.amazonaws.com");
  }

  private Verifier verifier(JsonNode vector, Path vectors) {
    String key = vector.path("key").asString();
    return switch (vector.path("sender").asString()) {
      case "sendgrid" -> new SendGridSignature(key);
      case "mailgun" -> new MailgunSignature(key);
      case "mandrill" -> new MandrillSignature(key, vector.path("url").asString());
      case "resend" -> new SvixSignature(key);
      case "postal" -> new PostalSignature(key);
      case "stalwart" -> new StalwartSignature(key);
      case "ses" ->
          new SnsSignature(
              TOPICS,
              SnsCertificateFile.read(vectors.resolve(key).toString()),
              url -> confirmed.add(url.getHost()));
      default -> throw new AssertionError(vector);
    };
  }

  private static SignedRequest request(JsonNode vector, Path vectors) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    vector.path("headers").forEachEntry((name, value) -> headers.put(name, value.asString()));
    Instant now =
        vector.has("now") ? Instant.ofEpochSecond(vector.path("now").asLong()) : WITHOUT_CLOCK;
    byte[] body = Files.readAllBytes(vectors.resolve(vector.path("body").asString()));
    return new SignedRequest(body, headers, null, now);
  }
}
