package dev.todoku.web;

import dev.todoku.dns.Ip;
import dev.todoku.dns.posture.PostureRequest;
import dev.todoku.domaincheck.Checker;
import dev.todoku.domaincheck.ReportJson;
import dev.todoku.schema.Limits;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The report of {@code todoku check}. Who waits for the DNS waits here, a few at a time, and holds
 * up no other answer.
 */
final class CheckRoute implements AutoCloseable {
  private static final int AT_ONCE = 4;
  private static final int MOST_WAITING = 16;
  private static final int MOST_NAMES = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

  private final Checker checker;
  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(
          AT_ONCE,
          AT_ONCE,
          1,
          TimeUnit.MINUTES,
          new ArrayBlockingQueue<>(MOST_WAITING),
          CheckRoute::daemon);

  CheckRoute(Checker checker) {
    this.checker = checker;
    pool.allowCoreThreadTimeOut(true);
  }

  /** {@code domain}; {@code ip} and {@code selector} as often as there are some; {@code helo}. */
  void check(Context ctx) {
    PostureRequest request = request(ctx);
    CompletableFuture<String> report = answer(ctx, request);
    ctx.future(
        () ->
            report
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .handle(
                    (json, error) -> {
                      respond(ctx, json, error);
                      return null;
                    }));
  }

  private CompletableFuture<String> answer(Context ctx, PostureRequest request) {
    try {
      return CompletableFuture.supplyAsync(() -> ReportJson.of(checker.check(request)), pool);
    } catch (RejectedExecutionException busy) {
      ctx.header("Retry-After", "5");
      throw new RequestRefusedException(503, "too many checks at once; ask again in a few seconds");
    }
  }

  private static void respond(Context ctx, String json, Throwable error) {
    if (error == null) {
      Reply.json(ctx, json);
    } else if (error instanceof TimeoutException) {
      Problems.respond(ctx, 504, "the DNS took more than " + PATIENCE.toSeconds() + " s to answer");
    } else {
      Problems.respondToError(ctx, error);
    }
  }

  private static PostureRequest request(Context ctx) {
    String domain = Params.required(ctx, "domain");
    String helo = ctx.queryParam("helo");
    return new PostureRequest(
        Checker.domain(domain)
            .orElseThrow(
                () ->
                    RequestRefusedException.badRequest(
                        "the parameter domain must be a domain, as in example.jp")),
        several(ctx, "ip").stream().map(CheckRoute::ip).toList(),
        several(ctx, "selector").stream().map(CheckRoute::name).toList(),
        helo == null || helo.isBlank() ? null : name(helo));
  }

  private static List<String> several(Context ctx, String name) {
    List<String> values = ctx.queryParams(name);
    if (values.size() > MOST_NAMES) {
      throw RequestRefusedException.badRequest(
          "the parameter " + name + " may be given " + MOST_NAMES + " times at most");
    }
    return values;
  }

  private static Ip ip(String text) {
    return Ip.parse(text.length() > Limits.DOMAIN ? "" : text)
        .orElseThrow(
            () ->
                RequestRefusedException.badRequest(
                    "the parameter ip must be an IPv4 or IPv6 address"));
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw RequestRefusedException.badRequest(
          "the parameters selector and helo must be names of the DNS");
    }
    return text;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "check");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
