package dev.todoku.cli.notify;

import dev.todoku.config.TodokuConfig;
import dev.todoku.table.Line;
import java.util.ArrayList;
import java.util.List;

/** The targets of those who need no routing file, in its words. */
final class ConfiguredTargets {
  private final List<Line> lines = new ArrayList<>();

  private ConfiguredTargets() {}

  /** Lines of a routing file; none when the configuration names no target. */
  static List<Line> of(TodokuConfig config) {
    ConfiguredTargets targets = new ConfiguredTargets();
    config.notifyWebhook().ifPresent(url -> targets.add("webhook", "slack", "url", url));
    if (!config.notifyMailTo().isEmpty()) {
      targets.add("mail", "mail", "to", String.join(",", config.notifyMailTo()));
    }
    config
        .notifyAlertmanager()
        .ifPresent(url -> targets.add("alertmanager", "alertmanager", "url", url));
    return List.copyOf(targets.lines);
  }

  private void add(String name, String type, String key, String value) {
    line(name, "[target " + name + "]");
    line(name, "type = " + type);
    line(name, key + " = " + value);
  }

  private void line(String name, String text) {
    lines.add(new Line("notify." + name, 1, text));
  }
}
