package dev.todoku.config;

import dev.todoku.text.ErrorText;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where values come from, and that their keys are known. */
final class ConfigSources {
  /** Keys of Kafka's own way to fetch values from elsewhere. */
  private static final String PROVIDERS = "config.providers";

  private static final Map<String, String> DEFAULT_PROVIDERS =
      Map.of(
          PROVIDERS,
          "env,file",
          PROVIDERS + ".env.class",
          "org.apache.kafka.common.config.provider.EnvVarConfigProvider",
          PROVIDERS + ".file.class",
          "org.apache.kafka.common.config.provider.FileConfigProvider");

  private ConfigSources() {}

  static Map<String, String> merge(
      @Nullable Path file, Map<String, String> environment, Map<String, String> overrides) {
    Map<String, String> values = new HashMap<>(DEFAULT_PROVIDERS);
    values.putAll(
        file == null ? Map.of() : checked(read(file), ErrorText.of("config.inFile", file)));
    values.putAll(Environment.values(environment));
    values.putAll(checked(overrides, ""));
    return values;
  }

  private static Map<String, String> read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (NoSuchFileException e) {
      throw new WrongConfig("config.noFile", file);
    } catch (IOException | IllegalArgumentException e) {
      throw new WrongConfig("config.unreadable", file, String.valueOf(e.getMessage()));
    }
    return properties.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, properties::getProperty));
  }

  private static Map<String, String> checked(Map<String, String> values, Object where) {
    values.keySet().stream()
        .filter(key -> !isKnown(key))
        .sorted()
        .findFirst()
        .ifPresent(key -> refuse(key, where));
    return values;
  }

  private static boolean isKnown(String key) {
    return TodokuConfig.DEFINITIONS.names().contains(key)
        || key.startsWith(Keys.KAFKA_PREFIX)
        || key.startsWith(Keys.REPORTS_PREFIX)
        || key.equals(PROVIDERS)
        || key.startsWith(PROVIDERS + '.');
  }

  private static void refuse(String key, Object where) {
    Optional<String> nearest = Spelling.nearest(key, TodokuConfig.DEFINITIONS.names());
    throw new WrongConfig(
        "config.unknownKey",
        key,
        where,
        nearest.<Object>map(known -> ErrorText.of("config.meant", known)).orElse(""));
  }
}
