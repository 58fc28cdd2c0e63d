package dev.todoku.bench.detection;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Scope;
import dev.todoku.simulate.Episode;
import dev.todoku.simulate.ProviderTraffic;
import dev.todoku.simulate.Trouble;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/** What was reported of one stream, beside what really happened. */
final class Heard {
  private final Episode episode;
  private final Bound bound;
  private final Set<Cause> causes = EnumSet.noneOf(Cause.class);
  private final Set<String> open = new HashSet<>();
  private int falseAlarms;
  private long lastFalse;
  private Found.Detection detection = Found.Detection.NONE;
  private long recoveredAt;

  Heard(Episode episode, Bound bound) {
    this.episode = episode;
    this.bound = bound;
  }

  void record(Alert alert) {
    boolean isBlock = Trouble.isBlock(alert.cause());
    if (!alert.state().isOpen()) {
      recover(alert, isBlock);
    } else if (EpisodeRun.isWithin(episode, alert.time())) {
      causes.add(alert.cause());
      if (isBlock) {
        detect(alert);
      }
    } else if (isBlock) {
      falseAlarms += alert.time() - lastFalse > EpisodeRun.MERGED ? 1 : 0;
      lastFalse = alert.time();
    }
  }

  private void detect(Alert alert) {
    open.add(alert.incidentId());
    recoveredAt = 0;
    boolean isOfAny = !episode.trouble().isBlock();
    if (!detection.isDetected() && (isOfAny || isOfTheStream(alert.scope()))) {
      detection =
          new Found.Detection(
              true,
              alert.time() - episode.start(),
              bound.trials(),
              bound.over(alert.evidence().baseline()));
    }
  }

  private void recover(Alert alert, boolean isBlock) {
    if (isBlock && open.remove(alert.incidentId()) && open.isEmpty()) {
      recoveredAt = alert.time();
    }
  }

  private static boolean isOfTheStream(Scope scope) {
    String network = new Scope(null, ProviderTraffic.sourceIpHit(), null).network();
    return (scope.sourceIp() != null && Objects.equals(scope.network(), network))
        || ProviderTraffic.fromDomainHit().equals(scope.fromDomain());
  }

  /** All that was reported in the episode. */
  Set<Cause> causes() {
    return causes;
  }

  Found.Detection detection() {
    return detection;
  }

  /** Blocks that were called outside of the episode, merged within six hours. */
  int falseAlarms() {
    return falseAlarms;
  }

  /** Milliseconds from the end of the episode to the end of the last alert; -1 where none ended. */
  long recovery() {
    return recoveredAt == 0 ? -1 : recoveredAt - episode.end();
  }
}
