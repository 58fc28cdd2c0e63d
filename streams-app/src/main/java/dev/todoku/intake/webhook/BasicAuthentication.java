package dev.todoku.intake.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** User and password (RFC 7617), for services that sign nothing. */
public final class BasicAuthentication implements Verifier {
  private static final String SCHEME = "Basic ";

  private final String wanted;

  public BasicAuthentication(String user, String password) {
    wanted =
        Base64.getEncoder()
            .encodeToString((user + ':' + password).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    String given = request.header("authorization").orElse("");
    if (!given.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.of("has no user and password");
    }
    return Secrets.isSame(given.substring(SCHEME.length()).strip(), wanted)
        ? Optional.empty()
        : Optional.of("has a wrong user or password");
  }
}
