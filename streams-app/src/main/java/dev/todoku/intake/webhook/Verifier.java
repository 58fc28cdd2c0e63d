package dev.todoku.intake.webhook;

import java.util.Optional;

/** Checks that a request comes from who has the secret. */
@FunctionalInterface
public interface Verifier {
  /** Why the request is refused, in one line without secrets; empty when it is accepted. */
  Optional<String> refusal(SignedRequest request);
}
