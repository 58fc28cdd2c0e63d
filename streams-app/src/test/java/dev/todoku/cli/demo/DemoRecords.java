package dev.todoku.cli.demo;

import dev.todoku.remedy.Playbook;
import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Hop;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.ProviderHealth;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Status;
import dev.todoku.testing.Proof;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;

/** Records as the topics would bring them. Times are of the simulated day, in Japan. */
final class DemoRecords {
  private static final Playbook PLAYBOOK = Playbook.load();

  private DemoRecords() {}

  static long at(String time) {
    return Demo.beginOfDay() + LocalTime.parse(time).toSecondOfDay() * 1000L;
  }

  static Outcome outcome(
      String id, String recipient, String provider, Status status, Reason reason, String time) {
    return outcome(id, recipient, provider, status, reason, time, status.ordinal() + 1);
  }

  static Outcome outcome(
      String id,
      String recipient,
      String provider,
      Status status,
      Reason reason,
      String time,
      int revision) {
    return Outcome.builder(id, recipient)
        .identity(of -> of.provider(provider))
        .status(status, Hop.RECEIVING_SERVER)
        .failure(why -> why.reason(reason).addressIsDead(reason.saysAddressIsDead()))
        .revision(revision)
        .time(at(time))
        .build();
  }

  static ProviderHealth row(String provider, String minute, long accepted, long bounced) {
    return ProviderHealth.builder(provider, "203.0.113.5", "shop.example.jp", at(minute))
        .accepted(accepted)
        .bounced(bounced)
        .attempts(accepted + bounced)
        .policyRefusals(bounced)
        .build();
  }

  static Alert block(Alert.State state, String time) {
    return block(state, time, "203.0.113.5", 1);
  }

  static Alert block(Alert.State state, String time, String sourceIp, int number) {
    return alert(Cause.IP_BLOCK, state, time, sourceIp, number);
  }

  static Alert alert(Cause cause, Alert.State state, String time, String sourceIp, int number) {
    Scope scope = new Scope("docomo", sourceIp, null);
    Evidence evidence =
        Proof.of(
            12,
            11,
            .01,
            25,
            20,
            List.of(
                new Evidence.Sample(
                    at("10:21:00"),
                    "1@shop.example.jp",
                    "shop.example.jp",
                    "demo-7@docomo.ne.jp",
                    new SmtpReply(550, "5.7.1", "550 5.7.1 client host is blocked", null))));
    return Alert.builder(
            cause.name().toLowerCase(Locale.ROOT).replace('_', '-')
                + ":"
                + scope.key()
                + "#"
                + number,
            cause,
            Severity.CRITICAL,
            scope)
        .revision(state.ordinal() + 1)
        .state(state)
        .onset(at("10:20:03"))
        .detectedAt(at(time))
        .time(at(time))
        .resolvedAt(state == Alert.State.RESOLVED ? at(time) : 0)
        .title(PLAYBOOK.title(cause, scope, evidence))
        .evidence(evidence)
        .remedy(PLAYBOOK.stepsFor(cause, List.of("docomo")))
        .build();
  }
}
