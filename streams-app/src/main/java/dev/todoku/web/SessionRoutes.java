package dev.todoku.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;

/** Signing in and out, for people with a browser. */
record SessionRoutes(AccessTokens tokens, Optional<SessionCookie> cookies) {
  static final String PATH = "/session";
  private static final int LONGEST_TOKEN = 1_000;

  void addTo(JavalinConfig config) {
    config.routes.post(PATH, this::signIn);
    config.routes.delete(PATH, this::signOut);
  }

  /** The body is the token, and nothing else. */
  private void signIn(Context ctx) {
    SessionCookie cookie =
        cookies.orElseThrow(() -> RequestRefusedException.notFound("nobody needs to sign in"));
    String token = ctx.contentLength() > LONGEST_TOKEN ? "" : ctx.body().strip();
    AccessToken known =
        tokens.find(token).orElseThrow(() -> new RequestRefusedException(401, "this is no token"));
    ctx.header("Set-Cookie", cookie.header(known, System.currentTimeMillis()));
    Reply.json(ctx, Map.of("name", known.name(), "roles", known.roles()));
  }

  private void signOut(Context ctx) {
    cookies.ifPresent(cookie -> ctx.header("Set-Cookie", cookie.ended()));
    ctx.status(204);
  }
}
