package dev.todoku.intake.webhook;

import java.util.Optional;

/**
 * A secret in a header ({@code Authorization: Bearer}, {@code X-Todoku-Token}, or the access key of
 * Amazon Firehose), or as {@code ?token=} where a service lets one set nothing but the address.
 */
public final class TokenAuthentication implements Verifier {
  private static final String SCHEME = "Bearer ";

  private final String token;

  public TokenAuthentication(String token) {
    this.token = token;
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    Optional<String> given =
        request
            .header("authorization")
            .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
            .map(value -> value.substring(SCHEME.length()).strip())
            .or(() -> request.header("x-todoku-token"))
            .or(() -> request.header("x-amz-firehose-access-key"))
            .or(() -> Optional.ofNullable(request.token()));
    if (given.isEmpty()) {
      return Optional.of("has no token");
    }
    return Secrets.isSame(given.get(), token) ? Optional.empty() : Optional.of("has a wrong token");
  }
}
