package dev.todoku.intake.webhook;

import dev.todoku.binary.Hmac;
import dev.todoku.intake.sender.json.FormFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mailgun: HMAC-SHA256 over timestamp and token, which stand in the body. It does not cover the
 * event: a token counts for one body, and an old timestamp not at all.
 */
public final class MailgunSignature implements Verifier {
  /** Mailgun repeats for eight hours, with the first timestamp. */
  static final Duration WINDOW = Duration.ofHours(12);

  private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
  private static final int LONGEST_TOKEN = 100;

  private final byte[] key;
  private final SeenTokens seen = new SeenTokens();

  /** {@code key}: the account's HTTP webhook signing key. */
  public MailgunSignature(String key) {
    this.key = key.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    JsonNode signature = signature(request.text());
    String timestamp = signature.path("timestamp").asString("");
    String token = signature.path("token").asString("");
    String given = signature.path("signature").asString("");
    if (timestamp.isEmpty() || token.isEmpty() || given.isEmpty()) {
      return Optional.of("is not signed");
    }
    byte[] signed = (timestamp + token).getBytes(StandardCharsets.UTF_8);
    String wanted = HexFormat.of().formatHex(Hmac.sha256(key, signed));
    if (token.length() > LONGEST_TOKEN || !Secrets.isSame(given, wanted)) {
      return Optional.of("has a signature that is not that of the key");
    }
    if (!ReplayWindow.contains(timestamp, request.now(), WINDOW, CLOCK_SKEW)) {
      return Optional.of("has a timestamp that is older than " + WINDOW.toHours() + " h, or ahead");
    }
    return seen.isFirstUse(token, request.body())
        ? Optional.empty()
        : Optional.of("has a token that was used with another body");
  }

  private static JsonNode signature(String body) {
    JsonMapper json = JsonMapper.shared();
    try {
      return body.stripLeading().startsWith("{")
          ? json.readTree(body).path("signature")
          : json.valueToTree(FormFields.of(body));
    } catch (JacksonException e) {
      return json.createObjectNode();
    }
  }
}
