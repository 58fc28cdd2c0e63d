package dev.todoku.text;

import dev.todoku.schema.Reason;
import java.util.ResourceBundle;

/** What a reason is called. */
public final class ReasonNames {
  private final ResourceBundle names;

  public ReasonNames(Language language) {
    names = language.bundle("dev.todoku.text.reasons");
  }

  public String of(Reason reason) {
    return names.getString(reason.name());
  }
}
