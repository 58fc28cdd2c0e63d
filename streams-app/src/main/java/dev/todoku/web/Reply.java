package dev.todoku.web;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Answers that are no refusal. */
final class Reply {
  private static final String CSV = "text/csv; charset=utf-8; header=present";

  private Reply() {}

  /** A value as JSON. */
  static void json(Context ctx, Object value) {
    json(ctx, JsonMapper.shared().writeValueAsString(value));
  }

  static void json(Context ctx, String json) {
    ctx.contentType(ContentType.APPLICATION_JSON).result(json + "\n");
  }

  /**
   * A table.
   *
   * @param name of the file that a browser offers to save
   * @param header row of the columns' names, with its line end
   */
  static <T> void csv(
      Context ctx, String name, String header, Stream<T> rows, Function<T, String> row) {
    ctx.header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"")
        .contentType(CSV)
        .result(rows.map(row).collect(Collectors.joining("", header, "")));
  }
}
