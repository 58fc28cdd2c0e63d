package dev.todoku.explain;

import static dev.todoku.explain.SampleOutcome.at;
import static dev.todoku.explain.SampleOutcome.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Outcome;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.SendDetails;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelatedIncidentTest {
  private static final int HOUR = 3_600;
  private static final Scope THIS_IP = new Scope("docomo", "192.0.2.1", null);
  private static final ExplanationWords ENGLISH = ExplanationWords.of("en", ZoneOffset.UTC);
  private static final ExplanationWords JAPANESE = ExplanationWords.of("ja", ZoneOffset.UTC);

  private final Outcome blocked = outcome("m1").at("docomo").bounced(Reason.BLOCKED, HOUR);

  @Test
  void aBlockThatHasEndedIsSpokenOfInThePastAndAsksForAnotherSend() {
    RelatedIncident incident = related(blocked, block(THIS_IP, 0, 2 * HOUR));
    assertThat(incident.in(story(blocked, false), "NTT docomo", ENGLISH))
        .startsWith("NTT docomo refused mail from the IP address 192.0.2.1 from ")
        .endsWith("; that has ended. Send the mail again now.");
    assertThat(incident.in(story(blocked, false), "NTTドコモ", JAPANESE))
        .contains("送信元IP 192.0.2.1 からのメールを拒否していました。現在は解消しています。")
        .endsWith("このメールは今すぐ再送できます。");
  }

  @Test
  void aBlockThatGoesOnAsksToWait() {
    assertThat(
            related(blocked, block(THIS_IP, 0, 0)).in(story(blocked, false), "NTT docomo", ENGLISH))
        .startsWith("NTT docomo has been refusing mail from the IP address 192.0.2.1 since ")
        .endsWith("Wait until it ends before you send again.");
  }

  @Test
  void nothingIsSentAgainToASuppressedAddress() {
    assertThat(
            related(blocked, block(THIS_IP, 0, 2 * HOUR))
                .in(story(blocked, true), "NTT docomo", ENGLISH))
        .doesNotContain("Send the mail again")
        .endsWith("reactivate it before you send again.");
  }

  @Test
  void anIncidentOfTheWholeNetworkIsOfEachOfItsAddresses() {
    Scope network = new Scope("docomo", "192.0.2.0/24", null);
    assertThat(RelatedIncident.of(blocked, List.of(block(network, 0, 0)))).isPresent();
  }

  @Test
  void otherProvidersOtherTimesAndDeadAddressesHaveNothingToDoWithIt() {
    Scope other = new Scope("au", "192.0.2.1", null);
    Scope otherIp = new Scope("docomo", "198.51.100.1", null);
    Outcome unknown = outcome("m1").at("docomo").bounced(Reason.USER_UNKNOWN, HOUR);
    Outcome accepted = outcome("m1").at("docomo").accepted(HOUR).delivered();
    List<Alert> block = List.of(block(THIS_IP, 0, 0));
    assertThat(RelatedIncident.of(blocked, List.of(block(other, 0, 0)))).isEmpty();
    assertThat(RelatedIncident.of(blocked, List.of(block(otherIp, 0, 0)))).isEmpty();
    assertThat(RelatedIncident.of(blocked, List.of(block(THIS_IP, 3 * HOUR, 0)))).isEmpty();
    assertThat(RelatedIncident.of(blocked, List.of(block(THIS_IP, -HOUR, 60)))).isEmpty();
    assertThat(RelatedIncident.of(unknown, block)).isEmpty();
    assertThat(RelatedIncident.of(accepted, block)).isEmpty();
    assertThat(RelatedIncident.of(null, block)).isEmpty();
  }

  private static RelatedIncident related(Outcome outcome, Alert alert) {
    return RelatedIncident.of(outcome, List.of(alert)).orElseThrow();
  }

  private static MessageExplanation story(Outcome outcome, boolean suppressed) {
    return new MessageExplanation(
        "m1",
        outcome.recipient(),
        outcome,
        SendDetails.UNKNOWN,
        Situation.REFUSED,
        OtherMail.NONE,
        List.of(),
        suppressed);
  }

  /** An incident; it goes on where its end is 0. */
  private static Alert block(Scope scope, long onset, long end) {
    return Alert.builder("block#1", Cause.IP_BLOCK, Severity.CRITICAL, scope)
        .revision(1)
        .state(end == 0 ? Alert.State.OPEN : Alert.State.RESOLVED)
        .onset(at(onset))
        .detectedAt(at(onset))
        .time(at(onset))
        .resolvedAt(end == 0 ? 0 : at(end))
        .title(new Text("障害", "Incident"))
        .evidence(Proof.of(10, 10, 0.1, 9, 8, List.of()))
        .build();
  }
}
