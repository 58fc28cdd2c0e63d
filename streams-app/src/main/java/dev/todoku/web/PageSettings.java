package dev.todoku.web;

import dev.todoku.config.TodokuConfig;
import java.nio.file.Path;

/**
 * What page and API need beside Kafka.
 *
 * @param index directory of the index on disk
 * @param searchMails mails that can be searched
 * @param grafana where Grafana is, without a slash at its end; empty when there is none
 */
public record PageSettings(Path index, long searchMails, String grafana) {

  /** The settings in a configuration. */
  public static PageSettings of(TodokuConfig config) {
    return new PageSettings(
        config.stateDir().resolve(config.applicationId()).resolve("index"),
        config.searchMails(),
        config.grafanaUrl());
  }
}
