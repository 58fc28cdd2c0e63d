package dev.todoku.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes a configuration file in which every key is commented out at its default. */
final class ExampleFile {
  private static final int WIDTH = 96;
  private static final Pattern SPACES = Pattern.compile("\\s+");

  private static final String INTRODUCTION =
      """
      # Configuration of Todoku, in UTF-8: todoku run --config FILE.
      #
      # Every key is here with its default. To change one, remove the # before it. Environment
      # variables outrank this file (TODOKU_BOOTSTRAP_SERVERS for bootstrap.servers), and -D key=value
      # outranks those. ${env:NAME} in a value stands for an environment variable, and
      # ${file:PATH:KEY} for a key in a file, so that passwords need not stand here.
      """;

  private ExampleFile() {}

  static String text() {
    Map<String, ConfigKey> keys = TodokuConfig.DEFINITIONS.configKeys();
    return INTRODUCTION
        + TodokuConfig.DEFINITIONS.groups().stream()
            .map(group -> section(group, Reference.keysOf(group, keys)))
            .collect(Collectors.joining());
  }

  private static String section(String group, List<ConfigKey> keys) {
    StringBuilder section = new StringBuilder("\n\n# ---- ").append(group).append(" ----\n");
    for (ConfigKey key : keys) {
      section.append('\n').append(comment(key.documentation));
      String value = Reference.defaultText(key).replace("\\", "\\\\");
      section.append('#').append(key.name).append('=').append(value).append('\n');
    }
    return section.toString();
  }

  /** In lines that a terminal shows whole. */
  private static String comment(String documentation) {
    StringBuilder lines = new StringBuilder();
    StringBuilder line = new StringBuilder("#");
    for (String word : SPACES.splitAsStream(documentation).toList()) {
      if (line.length() + word.length() >= WIDTH) {
        lines.append(line).append('\n');
        line = new StringBuilder("#");
      }
      line.append(' ').append(word);
    }
    return lines.append(line).append('\n').toString();
  }
}
