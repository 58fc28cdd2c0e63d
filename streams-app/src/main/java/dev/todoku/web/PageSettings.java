package dev.todoku.web;

import dev.todoku.config.TodokuConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What page and API need beside Kafka.
 *
 * @param index directory of the index on disk
 * @param searchMails mails that can be searched
 * @param grafana where Grafana is, without a slash at its end; empty when there is none
 * @param token secret of requests, empty when they need none
 */
public record PageSettings(Path index, long searchMails, String grafana, Optional<String> token) {

  /** The settings in a configuration. */
  public static PageSettings of(TodokuConfig config) {
    return new PageSettings(
        config.stateDir().resolve(config.applicationId()).resolve("index"),
        config.searchMails(),
        config.grafanaUrl(),
        config.httpToken());
  }
}
