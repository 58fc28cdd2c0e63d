package dev.todoku.cli.run;

import dev.todoku.config.SettingsFingerprint;
import dev.todoku.kafka.InstallationMark;
import dev.todoku.kafka.InstallationMark.Line;
import dev.todoku.kafka.SetupException;
import dev.todoku.topology.StateFormat;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this instance has the settings of the instance that was started last. Two that differ in
 * a threshold or a window answer differently about the same mail, depending on who has its
 * partition. While settings are being changed instance by instance this is so for some minutes.
 */
final class SettingsWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SettingsWatch.class);
  private static final long EVERY_MS = 10_000;

  /** Brokers forget what nobody has written for a week. */
  private static final long WRITTEN_AGAIN_AFTER_LOOKS = 360;

  private final Admin admin;
  private final InstallationMark mark;
  private final SettingsFingerprint ours;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "todoku-settings-watch");
  private volatile List<String> different = List.of();

  private SettingsWatch(Admin admin, String applicationId, SettingsFingerprint ours) {
    this.admin = admin;
    this.mark = new InstallationMark(admin, applicationId);
    this.ours = ours;
  }

  /**
   * Compares with what the instance before wrote, and writes what this one has.
   *
   * @throws SetupException when the state is of a format that this version does not read
   */
  static void begin(Admin admin, String applicationId, SettingsFingerprint ours) {
    InstallationMark mark = new InstallationMark(admin, applicationId);
    mark.read()
        .ifPresent(
            known -> {
              InstallationMark.checkFormat(known, StateFormat.VERSION, applicationId);
              List<String> keys = ours.differences(SettingsFingerprint.parse(known.settings()));
              if (!keys.isEmpty()) {
                LOG.warn(
                    "these settings are not those of the instance that was started before: {}; all"
                        + " instances must have the same",
                    String.join(", ", keys));
              }
            });
    mark.write(new Line(StateFormat.VERSION, ours.text()));
  }

  /**
   * Starts to look whether another instance is started with other settings.
   *
   * @param admin is closed with this
   */
  static SettingsWatch start(Admin admin, String applicationId, SettingsFingerprint ours) {
    SettingsWatch watch = new SettingsWatch(admin, applicationId, ours);
    watch.thread.setDaemon(true);
    watch.thread.start();
    return watch;
  }

  void bindTo(MeterRegistry meters) {
    Gauge.builder("todoku.settings.different", this, watch -> watch.different.size())
        .description("Settings that the instance which was started last has otherwise")
        .strongReference(true)
        .register(meters);
  }

  private void run() {
    try {
      for (long look = 1; !stop.await(EVERY_MS, TimeUnit.MILLISECONDS); look++) {
        look(look % WRITTEN_AGAIN_AFTER_LOOKS == 0);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(boolean writesAgain) {
    try {
      Line line = mark.read().orElse(new Line(StateFormat.VERSION, ours.text()));
      List<String> now = ours.differences(SettingsFingerprint.parse(line.settings()));
      if (!now.equals(different)) {
        different = now;
        if (now.isEmpty()) {
          LOG.info("the settings are those of the instance that was started last");
        } else {
          LOG.warn(
              "another instance was started with other settings: {}; all instances must have the"
                  + " same",
              String.join(", ", now));
        }
      }
      if (writesAgain) {
        mark.write(line);
      }
    } catch (SetupException e) {
      LOG.debug("cannot see the settings of other instances", e);
    }
  }

  @Override
  public void close() {
    stop.countDown();
    admin.close(Duration.ZERO);
  }
}
