package dev.todoku.intake.webhook;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which addresses are Amazon SNS's own. What a request names is not followed before that. */
final class SnsHosts {
  private static final Pattern HOST =
      Pattern.compile("sns\\.[a-z]{2}(?:-[a-z]+)+-\\d\\.amazonaws\\.com(?:\\.cn)?");

  private static final Pattern CERTIFICATE = Pattern.compile("/[A-Za-z0-9._-]+\\.pem");

  private SnsHosts() {}

  /** The address of a certificate; empty when it is none of Amazon SNS. */
  static Optional<URI> certificate(String url) {
    return own(url)
        .filter(uri -> uri.getRawQuery() == null)
        .filter(uri -> uri.getRawPath() != null && CERTIFICATE.matcher(uri.getRawPath()).matches());
  }

  /** The address that confirms a subscription in the region of {@code topicArn}. */
  static Optional<URI> confirmation(String url, String topicArn) {
    String[] arn = topicArn.split(":", -1);
    String region = arn.length > 3 ? arn[3] : "";
    return own(url).filter(uri -> uri.getHost().startsWith("sns." + region + ".amazonaws.com"));
  }

  private static Optional<URI> own(String url) {
    try {
      URI uri = new URI(url);
      boolean isOwn =
          "https".equals(uri.getScheme())
              && uri.getHost() != null
              && HOST.matcher(uri.getHost()).matches()
              && (uri.getPort() == -1 || uri.getPort() == 443)
              && uri.getRawUserInfo() == null
              && uri.getRawFragment() == null;
      return isOwn ? Optional.of(uri) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}
