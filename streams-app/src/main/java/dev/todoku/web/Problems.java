package dev.todoku.web;

import dev.todoku.query.NotNowException;
import io.javalin.config.JavalinConfig;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.Map;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Every refusal and every failure as one line of JSON that shows no internals. */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  static void addTo(JavalinConfig config) {
    config.routes.exception(
        RequestRefusedException.class, (e, ctx) -> respond(ctx, e.status(), e.getMessage()));
    config.routes.exception(
        NotNowException.class,
        (e, ctx) -> {
          ctx.header("Retry-After", "2");
          respond(ctx, 503, "not now: " + e.getMessage() + "; ask again in a few seconds");
        });
    config.routes.exception(
        HttpResponseException.class,
        (e, ctx) -> respond(ctx, e.getStatus(), phrase(e.getStatus(), ctx)));
    config.routes.exception(Exception.class, (e, ctx) -> respondToError(ctx, e));
    config.jetty.modifyServer(server -> server.setErrorHandler(new Unparsed()));
  }

  /** Something of ours is wrong. */
  static void respondToError(Context ctx, Throwable error) {
    // Not the query: it may hold an address.
    LOG.error("cannot answer {}", ctx.path(), error);
    respond(ctx, 500, "internal error, see the log");
  }

  static void respond(Context ctx, int status, String message) {
    ctx.status(status).contentType(ContentType.APPLICATION_JSON).result(json(message));
  }

  private static String json(String message) {
    return JsonMapper.shared().writeValueAsString(Map.of("error", message)) + "\n";
  }

  private static String phrase(int status, Context ctx) {
    return switch (status) {
      case 404 -> "there is nothing here; /api/openapi.json lists what there is";
      case 405 -> ctx.method() + " is not possible here";
      default -> HttpStatus.forStatus(status).getMessage();
    };
  }

  /** For what Jetty itself refuses: malformed requests, which never become one of ours. */
  private static final class Unparsed extends ErrorHandler {
    @Override
    protected void generateResponse(
        Request request,
        Response response,
        int code,
        String message,
        Throwable cause,
        Callback callback) {
      response.getHeaders().put("Content-Type", MimeTypes.Type.APPLICATION_JSON.asString());
      response.getHeaders().put("X-Content-Type-Options", "nosniff");
      Content.Sink.write(response, true, json(HttpStatus.forStatus(code).getMessage()), callback);
    }
  }
}
