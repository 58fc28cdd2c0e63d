package dev.todoku.web;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Stands before every request: who may ask, how often, and what a browser may do with the answer.
 */
final class RequestGate implements Handler {
  private static final String BEARER = "Bearer ";

  /** What a page elsewhere must not be able to ask of a server on this machine (DNS rebinding). */
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(?i)(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");

  private static final Pattern REPORT = Pattern.compile("/intake/[a-z0-9]+/[a-z0-9_-]+");
  private static final Set<String> REPORT_METHODS = Set.of("POST", "HEAD");

  private final HttpSettings settings;
  private final RateLimit rate;
  private final Set<String> probes;
  private final Set<String> open;

  /**
   * A gate.
   *
   * @param probes paths that are answered however much their client asks
   * @param open paths that need no token: they show nothing of anybody's mail
   */
  RequestGate(HttpSettings settings, Set<String> probes, Set<String> open) {
    this.probes = probes;
    this.settings = settings;
    this.open = open;
    rate = new RateLimit(settings.requestsPerSecond(), System::nanoTime);
  }

  @Override
  public void handle(Context ctx) {
    protect(ctx);
    if (Requester.isOtherSite(
        ctx.method().name(), ctx.header("Sec-Fetch-Site"), ctx.header("Sec-Fetch-Mode"))) {
      throw new RequestRefusedException(403, "pages of other sites are not answered");
    }
    // Whoever looks whether it lives must not be kept out by those who ask too much.
    if (!probes.contains(ctx.path()) && !rate.allows(ctx.ip())) {
      ctx.header("Retry-After", "1");
      throw new RequestRefusedException(
          429, "too many requests; http.requests.per.second=" + settings.requestsPerSecond());
    }
    if (isReport(ctx)) {
      return;
    }
    if (settings.token().isPresent()) {
      requireToken(ctx);
    } else {
      refuseOtherSites(ctx);
    }
  }

  /** Mail services prove themselves in their own ways, and know no other token. */
  private static boolean isReport(Context ctx) {
    return REPORT.matcher(ctx.path()).matches() && REPORT_METHODS.contains(ctx.method().name());
  }

  private static void protect(Context ctx) {
    ctx.header("X-Content-Type-Options", "nosniff");
    ctx.header("X-Frame-Options", "DENY");
    ctx.header("Referrer-Policy", "no-referrer");
    ctx.header("Cache-Control", "no-store");
    ctx.header(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
  }

  private void requireToken(Context ctx) {
    String given = ctx.header("Authorization");
    boolean isRight =
        given != null
            && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && isToken(given.substring(BEARER.length()).strip());
    if (!isRight && !open.contains(ctx.path())) {
      ctx.header("WWW-Authenticate", "Bearer realm=\"todoku\"");
      throw new RequestRefusedException(
          401, "send the token of http.token as Authorization: Bearer TOKEN");
    }
  }

  /** Takes as long for a token that is nearly right as for any other. */
  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8),
        settings.token().orElseThrow().getBytes(StandardCharsets.UTF_8));
  }

  private static void refuseOtherSites(Context ctx) {
    String host = ctx.header("Host");
    String origin = ctx.header("Origin");
    boolean isOurs =
        host != null && LOOPBACK_HOST.matcher(host).matches() && Requester.isOwn(origin, host);
    if (!isOurs) {
      throw new RequestRefusedException(
          403, "without http.token only this machine is answered, under its own name");
    }
  }
}
