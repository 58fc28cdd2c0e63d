package dev.todoku.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came.
 *
 * @param body raw
 * @param headers by name in lower case
 * @param token query parameter {@code token} of the address, null when it has none
 * @param now the receiver's clock
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SignedRequest(byte[] body, Map<String, String> headers, String token, Instant now) {

  public SignedRequest {
    Map<String, String> lower = new LinkedHashMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = Map.copyOf(lower);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
