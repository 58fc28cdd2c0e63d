package dev.todoku.cli.notify;

import dev.todoku.notify.Notification;
import dev.todoku.notify.NotificationKind;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.RemedyStep;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An incident that nobody can take for a real one, to try a target with. */
final class ExampleIncident {
  private static final Duration AGE = Duration.ofMinutes(5);

  private ExampleIncident() {}

  static Notification notification(Instant now) {
    long onset = now.minus(AGE).toEpochMilli();
    Alert alert =
        Alert.builder(
                "example:" + onset,
                Cause.IP_BLOCK,
                Severity.ADVICE,
                new Scope("docomo", "192.0.2.1", null))
            .revision(1)
            .state(Alert.State.OPEN)
            .onset(onset)
            .detectedAt(now.toEpochMilli())
            .time(now.toEpochMilli())
            .title(new Text("【テスト】Todokuの通知です。インシデントではありません", "TEST of Todoku, no incident"))
            .evidence(
                Evidence.builder(FailureType.REFUSALS, Confidence.LOW)
                    .attempts(10)
                    .threshold(1)
                    .build())
            .remedy(
                List.of(
                    new RemedyStep(
                        "none",
                        new Text("この通知が読めれば、設定は完了です。", "If you can read this, all is set."),
                        null)))
            .build();
    return new Notification(NotificationKind.OPENED, alert, null, now);
  }
}
