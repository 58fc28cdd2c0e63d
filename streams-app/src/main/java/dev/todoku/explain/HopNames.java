package dev.todoku.explain;

import dev.todoku.schema.HopKind;
import dev.todoku.schema.NextHop;

/** How a hop before the recipient's server is named to a person. */
public final class HopNames {
  private HopNames() {}

  /** Its name and what it is. */
  public static String name(NextHop hop, ExplanationWords words) {
    return words.get("hop." + hop.kind(), where(hop)).strip();
  }

  /** Why it is taken for that; empty when no rule is named. */
  public static String because(NextHop hop, ExplanationWords words) {
    String key = "hop.rule." + hop.because();
    return hop.because() != null && words.has(key) ? words.get(key) : "";
  }

  /** Its name alone, with a port that is not SMTP's. */
  static String where(NextHop hop) {
    String name = hop.name() == null ? "" : hop.name();
    boolean showsPort = hop.kind() == HopKind.OWN && hop.port() > 25;
    return showsPort ? name + ':' + hop.port() : name;
  }
}
