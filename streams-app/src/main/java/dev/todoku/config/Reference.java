package dev.todoku.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Writes the reference of all keys. */
final class Reference {
  private static final String INTRODUCTION =
      """
      # Configuration

      `todoku config > docs/configuration.md` writes this page from the definitions in the code.

      Values come from, each outranking those before it: the defaults below, the file given with
      `--config` (Java properties in UTF-8), environment variables, `-D key=value`. The variable of
      a key is `TODOKU_` and the key in capitals with `_` for `.`: `TODOKU_BOOTSTRAP_SERVERS`.

      `${env:NAME}` in a value stands for an environment variable, `${file:PATH:KEY}` for a key in
      a properties file: passwords need not stand in the configuration. An unknown key is an error.

      Keys that begin with `kafka.` go to Kafka Streams and every client without the prefix:
      `kafka.security.protocol=SASL_SSL`, `kafka.producer.linger.ms=20`
      (`TODOKU_KAFKA_SECURITY_PROTOCOL` in the environment).
      """;

  private Reference() {}

  static String markdown() {
    Map<String, ConfigKey> keys = TodokuConfig.DEFINITIONS.configKeys();
    return INTRODUCTION
        + TodokuConfig.DEFINITIONS.groups().stream()
            .map(group -> section(group, keysOf(group, keys)))
            .collect(Collectors.joining());
  }

  /** The keys of a group in the order in which they are defined. */
  static List<ConfigKey> keysOf(String group, Map<String, ConfigKey> keys) {
    return keys.values().stream().filter(key -> key.group.equals(group)).toList();
  }

  private static String section(String group, List<ConfigKey> keys) {
    return "\n## "
        + group
        + "\n\n| key | type | default | valid | meaning |\n|---|---|---|---|---|\n"
        + keys.stream().map(Reference::row).collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    return String.format(
        "| `%s` | %s | %s | %s | %s |\n",
        key.name,
        key.type.name().toLowerCase(Locale.ROOT),
        defaultOf(key),
        key.validator == null ? "" : key.validator.toString(),
        key.documentation);
  }

  private static String defaultOf(ConfigKey key) {
    String value = defaultText(key);
    if (value.isEmpty()) {
      return "";
    }
    return '`' + value + '`' + (key.name.endsWith(".ms") ? " (" + span(value) + ")" : "");
  }

  /** The default as a file has it; empty for a password. */
  static String defaultText(ConfigKey key) {
    if (key.type == ConfigDef.Type.PASSWORD) {
      return "";
    }
    return key.defaultValue instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(key.defaultValue);
  }

  private static String span(String milliseconds) {
    Duration span = Duration.ofMillis(Long.parseLong(milliseconds));
    return span.toDays() > 0 ? span.toDays() + " d" : span.toHours() + " h";
  }
}
