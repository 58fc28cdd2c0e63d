package dev.todoku.intake.webhook;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tokens that were used, with the body they came with. A repetition after an error brings the same
 * body; another body under a used token was put together by somebody else.
 */
final class SeenTokens {
  /** With 50 characters each some 20 MB; more than a day of one token a second. */
  private static final int MOST = 100_000;

  private final Map<String, byte[]> bodies =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > MOST;
        }
      };

  /** Whether {@code token} is new, or came with the same body before. */
  synchronized boolean isFirstUse(String token, byte[] body) {
    byte[] digest = Secrets.sha256(body);
    byte[] before = bodies.putIfAbsent(token, digest);
    return before == null || Arrays.equals(before, digest);
  }
}
