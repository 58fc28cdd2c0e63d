package dev.todoku.web;

import dev.todoku.schema.AuditRecord;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every request: who may ask, how often, and what a browser may do with the answer.
 */
final class RequestGate implements Handler {
  private static final String BEARER = "Bearer ";

  /** Who signed in at a proxy has a share of its own of the requests. */
  private static final String PERSON = "person ";

  /** What a page elsewhere must not be able to ask of a server on this machine (DNS rebinding). */
  private static final Pattern LOOPBACK_HOST =
      Pattern.compile("(?i)(localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1])(:\\d+)?");

  private static final Pattern REPORT = Pattern.compile("/intake/[a-z0-9]+/[a-z0-9_-]+");
  private static final Set<String> REPORT_METHODS = Set.of("POST", "HEAD");

  private static final Logger AUDIT = LoggerFactory.getLogger("dev.todoku.audit");

  private final HttpSettings settings;
  private final AccessTokens tokens;
  private final Optional<SessionCookie> cookies;
  private final TrustedProxies proxies;
  private final RateLimit rate;
  private final Set<String> probes;
  private final Set<String> open;

  /**
   * A gate.
   *
   * @param tokens who may ask
   * @param cookies of people who have signed in, empty where nobody needs a token
   * @param probes paths that are answered however much their client asks
   * @param open paths that need no token: they show nothing of anybody's mail
   */
  RequestGate(
      HttpSettings settings,
      AccessTokens tokens,
      Optional<SessionCookie> cookies,
      Set<String> probes,
      Set<String> open) {
    this.tokens = tokens;
    this.cookies = cookies;
    this.probes = probes;
    this.settings = settings;
    this.open = open;
    this.proxies = settings.access().proxies();
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
    Optional<Caller> proxied =
        proxies.areNone() ? Optional.empty() : proxies.caller(ctx.ip(), header(ctx));
    String client = proxied.map(person -> PERSON + person.name()).orElse(ctx.ip());
    if (!probes.contains(ctx.path()) && !rate.allows(client)) {
      ctx.header("Retry-After", "1");
      throw new RequestRefusedException(
          429, "too many requests; http.requests.per.second=" + settings.requestsPerSecond());
    }
    if (isReport(ctx)) {
      return;
    }
    if (!tokens.areNone()) {
      requireToken(ctx, proxied);
    } else {
      refuseOtherSites(ctx);
      Caller.LOCAL.keepIn(ctx);
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

  private String header(Context ctx) {
    return ctx.header(proxies.header());
  }

  private void requireToken(Context ctx, Optional<Caller> proxied) {
    if (open.contains(ctx.path())) {
      return;
    }
    Caller caller =
        byHeader(ctx)
            .or(() -> proxied.filter(person -> isOwnPage(ctx, forwardedHost(ctx))))
            .or(() -> byCookie(ctx))
            .orElseThrow(() -> unknown(ctx));
    AccessRole needed = AccessRole.of(ctx.path());
    if (!caller.roles().contains(needed)) {
      throw new RequestRefusedException(
          403,
          caller.name() + " may not do that: it lacks " + needed.name().toLowerCase(Locale.ROOT));
    }
    if (!caller.domains().isAll() && !AccessRole.isByDomain(ctx.path())) {
      throw new RequestRefusedException(
          403, caller.name() + " sees the mail of some From domains only, and this is of all");
    }
    caller.keepIn(ctx);
    if (needed == AccessRole.OPERATE) {
      AUDIT.info("{}: {} {}", caller.name(), ctx.method().name(), ctx.path());
    } else if (settings.access().auditReads() && needed == AccessRole.READ) {
      String looked = ctx.queryString();
      AUDIT.info("{}: {} {}", caller.name(), ctx.path(), looked == null ? "" : decoded(looked));
    }
  }

  /** Readable, so that addresses in it are masked as all in the log are. */
  private static String decoded(String query) {
    try {
      return URLDecoder.decode(query, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    } catch (IllegalArgumentException broken) {
      return "?";
    }
  }

  private static RequestRefusedException unknown(Context ctx) {
    ctx.header("WWW-Authenticate", "Bearer realm=\"todoku\"");
    return new RequestRefusedException(
        401, "send a token as Authorization: Bearer TOKEN, or sign in on the page");
  }

  private Optional<Caller> byHeader(Context ctx) {
    String given = ctx.header("Authorization");
    return given != null && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? tokens
            .find(given.substring(BEARER.length()).strip())
            .map(token -> Caller.of(token, AuditRecord.Via.TOKEN))
        : Optional.empty();
  }

  /** The name under which a proxy was asked. */
  private static String forwardedHost(Context ctx) {
    String forwarded = ctx.header("X-Forwarded-Host");
    return forwarded == null ? ctx.header("Host") : forwarded;
  }

  /** What a browser is signed in for by itself, it changes from our own page only. */
  private static boolean isOwnPage(Context ctx, String host) {
    return ctx.method().equals(HandlerType.GET)
        || (host != null && Requester.isOwn(ctx.header("Origin"), host));
  }

  private Optional<Caller> byCookie(Context ctx) {
    String cookie = ctx.cookie(SessionCookie.NAME);
    return cookie == null || !isOwnPage(ctx, ctx.header("Host")) || cookies.isEmpty()
        ? Optional.empty()
        : cookies
            .orElseThrow()
            .tokenHash(cookie, System.currentTimeMillis())
            .flatMap(tokens::ofHash)
            .map(token -> Caller.of(token, AuditRecord.Via.SESSION));
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
