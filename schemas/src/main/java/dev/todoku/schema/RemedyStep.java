package dev.todoku.schema;

import org.jspecify.annotations.Nullable;

/**
 * One step of a remedy.
 *
 * @param id stable name of the step
 * @param text what to do
 * @param where where to do it: an address on the web, null when it is not bound to one
 */
public record RemedyStep(String id, Text text, @Nullable String where) {

  public RemedyStep {
    Required.text(id, "id", Limits.NAME);
    Required.present(text, "text");
    Required.bounded(where, "where", Limits.URL);
  }
}
