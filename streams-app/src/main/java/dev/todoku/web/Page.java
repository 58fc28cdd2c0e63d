package dev.todoku.web;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The page, and the description of the API. Each file has its route; there is none that takes a
 * name, so none that could be talked into another file.
 */
final class Page {
  private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
  private static final String JSON = "application/json";

  /** Path to file in the directory "page". */
  private static final Map<String, File> FILES = files();

  private record File(String name, String type) {}

  private Page() {}

  private static Map<String, File> files() {
    Map<String, File> files = new LinkedHashMap<>();
    files.put("/", new File("index.html", "text/html; charset=utf-8"));
    files.put("/style.css", new File("style.css", "text/css; charset=utf-8"));
    files.put("/icon.svg", new File("icon.svg", "image/svg+xml"));
    for (String module :
        Set.of(
            "app",
            "api",
            "asof",
            "words",
            "dom",
            "story",
            "figures",
            "chart",
            "home",
            "notes",
            "search",
            "incidents",
            "campaign",
            "suppressions",
            "affected",
            "revisions",
            "range",
            "reports",
            "share",
            "check")) {
      files.put("/" + module + ".js", new File(module + ".js", JAVASCRIPT));
    }
    files.put("/words-en.json", new File("words-en.json", JSON));
    files.put("/words-ja.json", new File("words-ja.json", JSON));
    files.put("/api/openapi.json", new File("openapi.json", JSON));
    return files;
  }

  /** Paths that hold nobody's data. */
  static Set<String> paths() {
    return new TreeSet<>(FILES.keySet());
  }

  static void addTo(JavalinConfig config) {
    FILES.forEach((path, file) -> config.routes.get(path, handler(read(file), file.type())));
  }

  private static Handler handler(byte[] content, String type) {
    return (Context ctx) ->
        ctx.header("Cache-Control", "no-cache").contentType(type).result(content);
  }

  private static byte[] read(File file) {
    try (InputStream in = Page.class.getResourceAsStream("page/" + file.name())) {
      if (in == null) {
        throw new IllegalStateException("the page lacks " + file.name());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file.name(), e);
    }
  }
}
