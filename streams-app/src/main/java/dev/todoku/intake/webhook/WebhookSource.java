package dev.todoku.intake.webhook;

import dev.todoku.intake.sender.json.FormFields;
import dev.todoku.intake.sender.json.WebhookFormat;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An account or webhook of a service that may post here.
 *
 * @param name as in the address, {@code /intake/FORMAT/NAME}
 * @param verifiers all of them must accept a request; never empty
 * @param secretField field of the form that holds a secret and is not kept, empty for none
 */
public record WebhookSource(
    WebhookFormat format, String name, List<Verifier> verifiers, String secretField) {

  public WebhookSource {
    if (verifiers.isEmpty()) {
      throw new IllegalArgumentException("a source without a verifier lets everybody in");
    }
    verifiers = List.copyOf(verifiers);
  }

  /** Sender and name, which is the key of what it posts: {@code sendgrid/main}. */
  public String id() {
    return format.name() + '/' + name;
  }

  /**
   * Why the request is refused, in one line without secrets; empty when it is accepted.
   *
   * @throws UnavailableException when that cannot be found out now
   */
  public Optional<String> refusal(SignedRequest request) {
    return verifiers.stream()
        .map(verifier -> verifier.refusal(request))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The body as it is kept. */
  public byte[] kept(byte[] body) {
    if (secretField.isEmpty()) {
      return body;
    }
    Map<String, String> fields = FormFields.of(new String(body, StandardCharsets.UTF_8));
    return fields.entrySet().stream()
        .filter(field -> !field.getKey().equals(secretField))
        .map(field -> encoded(field.getKey()) + '=' + encoded(field.getValue()))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
