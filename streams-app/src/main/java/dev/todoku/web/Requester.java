package dev.todoku.web;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser says of the page that makes it ask: {@code Origin} (RFC 6454) and the headers of
 * Fetch Metadata. Other clients send neither, and a page cannot leave out or forge them. Pure.
 */
final class Requester {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private Requester() {}

  /**
   * Whether a page of another site asks, other than by a link that somebody follows.
   *
   * @param method of the request
   * @param site {@code Sec-Fetch-Site}, null when it is not there
   * @param mode {@code Sec-Fetch-Mode}, null when it is not there
   */
  static boolean isOtherSite(String method, @Nullable String site, @Nullable String mode) {
    boolean isLink = "GET".equals(method) && "navigate".equals(mode);
    return ("cross-site".equals(site) || "same-site".equals(site)) && !isLink;
  }

  /**
   * Whether {@code origin} is the server's own.
   *
   * @param origin null when it is not there, which is no other's
   * @param host {@code Host} of the request
   */
  static boolean isOwn(@Nullable String origin, String host) {
    if (origin == null) {
      return true;
    }
    try {
      URI parsed = new URI(origin);
      boolean isBare = parsed.getRawPath() == null || parsed.getRawPath().isEmpty();
      return isBare
          && parsed.getScheme() != null
          && SCHEMES.contains(parsed.getScheme().toLowerCase(Locale.ROOT))
          && parsed.getRawQuery() == null
          && parsed.getRawFragment() == null
          && host.equalsIgnoreCase(parsed.getRawAuthority());
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
