package dev.todoku.intake.webhook;

import dev.todoku.intake.sender.json.FormFields;
import java.util.Optional;

/** A secret in a field of the form, as Customers Mail Cloud has its API key. */
public final class FieldAuthentication implements Verifier {
  /** Of Customers Mail Cloud. */
  static final String API_KEY = "api_key";

  private final String field;
  private final String secret;

  public FieldAuthentication(String field, String secret) {
    this.field = field;
    this.secret = secret;
  }

  @Override
  public Optional<String> refusal(SignedRequest request) {
    String given = FormFields.of(request.text()).get(field);
    if (given == null) {
      return Optional.of("has no field " + field);
    }
    return Secrets.isSame(given, secret)
        ? Optional.empty()
        : Optional.of("has a wrong field " + field);
  }
}
