package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.SmtpReply;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutageJudgeTest {
  private static final long MINUTE = 60_000;
  private static final long START = 1_700_000_400_000L;
  private static final String COMPANY =
      "connect to mx.corp.example[60.1.2.3]:25: Connection timed out";

  private final ChannelMonitor monitor = new ChannelMonitor(FailureType.SYSTEM_FAILURES);
  private int sent;
  private String member = "x";

  @Test
  void takesWhatTheProviderAnswersForItsOutage() {
    failAt(40, 40, 451, "451 4.3.2 System not accepting network messages");
    Diagnosis diagnosis = rule(true, 0);
    assertThat(diagnosis.cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host or domain name not found. Name service error for name=gmail.com type=MX: Host not"
            + " found, try again",
        "connect to mx.nifty.com[60.1.2.3]:25: Network is unreachable",
        "network unreachable",
        "host lookup did not complete",
        "host lookup for mx.nifty.com did not complete (DNS timeout?)",
        "DNS lookup failure: SERVFAIL",
        "Cannot start TLS: handshake failure"
      })
  void leavesOpenWhoseFaultItIsThatNoConnectionComesAbout(String text) {
    fail(40, 40, text);
    Diagnosis diagnosis = rule(true, 0);
    assertThat(diagnosis.cause()).isEqualTo(Cause.OUTBOUND_DOWN);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
    assertThat(diagnosis.findings())
        .extracting(Evidence.Indication::id)
        .containsExactly("system-failures", "either-side");
  }

  @Test
  void saysNothingOfAServerThatTakesOnRetryWhatItHeldBack() {
    failAt(40, 40, 451, "451 Temporary local problem - please try later");
    passOnRetry(19);
    assertThat(rule(true, 0).cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
    passOnRetry(1);
    assertThat(rule(true, 0)).isEqualTo(Diagnosis.NONE);
  }

  private void passOnRetry(int messages) {
    StreamMinute minute = new StreamMinute();
    Figures figures = new Figures();
    for (int i = 0; i < messages; i++) {
      figures.plus(EnumSet.of(Figure.ACCEPTED, Figure.CLEARED_REFUSALS));
    }
    minute.add(member, figures, Map.of(), Map.of());
    monitor.add(START + sent++ * MINUTE, minute);
  }

  @Test
  void saysNothingOfOneMessageThatIsTriedAgainAndAgain() {
    fail(40, 1, "451 4.3.2 System not accepting network messages");
    assertThat(rule(true, 0)).isEqualTo(Diagnosis.NONE);
  }

  @Test
  void leavesItToOtherProvidersWhoseSideIsNotReached() {
    fail(40, 40, "connect to mx.nifty.com[60.1.2.3]:25: Connection timed out");
    Diagnosis diagnosis = rule(true, 0);
    assertThat(diagnosis.cause()).isEqualTo(Cause.OUTBOUND_DOWN);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.MEDIUM);
  }

  @Test
  void takesAServerThatAnswersAndBreaksOffForReached() {
    fail(40, 40, "lost connection with mx.nifty.com[60.1.2.3] while receiving the greeting");
    assertThat(rule(true, 0).cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "connection closed by remote",
        "Remote host closed connection in response to initial connection"
      })
  void takesOtherWordsForAConnectionThatBreaksOffLikeIt(String text) {
    fail(40, 40, text);
    assertThat(rule(true, 0).cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
  }

  @ParameterizedTest
  @CsvSource({"4.4.1,MEDIUM", "4.4.3,LOW", "4.4.4,LOW"})
  void goesByTheStatusWhereNothingElseIsSaid(String status, Confidence confidence) {
    failAs(40, 40, new SmtpReply(0, status, null, null));
    Diagnosis diagnosis = rule(true, 0);
    assertThat(diagnosis.cause()).isEqualTo(Cause.OUTBOUND_DOWN);
    assertThat(diagnosis.confidence()).isEqualTo(confidence);
  }

  @Test
  void takesAConnectionThatFailedLaterForReachedWhereOnlyTheStatusSaysSo() {
    failAs(40, 40, new SmtpReply(0, "4.4.2", null, null));
    assertThat(rule(true, 0).cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
  }

  @Test
  void waitsAnHourForTheRetriesAtTheServerOfACompany() {
    failAt(40, 40, 451, "451 Temporary local problem - please try later");
    assertThat(rule(false, 59)).isEqualTo(Diagnosis.NONE);
    assertThat(rule(false, 60).cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
  }

  @Test
  void waitsSixHoursForTheServerOfACompany() {
    fail(40, 6, COMPANY);
    assertThat(rule(false, 10)).isEqualTo(Diagnosis.NONE);
    fail(350, 6, COMPANY);
    assertThat(rule(false, 365).cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
  }

  @Test
  void saysNothingOfACompanyWhoseLastFailureIsLongAgo() {
    fail(40, 6, COMPANY);
    assertThat(rule(false, 400)).isEqualTo(Diagnosis.NONE);
  }

  @Test
  void takesAProviderThatNobodyKnowsForALargeOneWhereManyFail() {
    fail(40, 16, COMPANY);
    assertThat(rule(false, 0).cause()).isEqualTo(Cause.OUTBOUND_DOWN);
  }

  @Test
  void namesTheSourceIpsOverWhichItFailsAlone() {
    for (int i = 0; i < 20; i++) {
      pass("192.0.2.2 shop.example");
      member = "192.0.2.1 shop.example";
      failAtOnce(451, "451 Resources temporarily unavailable");
    }
    assertThat(rule(true, 59))
        .as("the source IP's own stream may show it")
        .isEqualTo(Diagnosis.NONE);
    Diagnosis diagnosis = rule(true, 60);
    assertThat(diagnosis.confidence()).isEqualTo(Confidence.LOW);
    Evidence.Indication over = Evidence.Indication.of("only-over", false, "192.0.2.1");
    assertThat(diagnosis.findings()).contains(over);
    Scope scope = new Scope("nifty", null, null);
    monitor.signal(scope, diagnosis, START);
    assertThat(
            monitor
                .endSignal(scope, monitor.detector().standing(), "passes-again", START)
                .evidence()
                .findings())
        .containsExactly(Evidence.Indication.of("passes-again", true, null), over);
  }

  @Test
  void namesNoneWhileItMayBeAllOfThem() {
    pass("192.0.2.2 shop.example");
    member = "192.0.2.1 shop.example";
    failAt(20, 20, 451, "451 Resources temporarily unavailable");
    assertThat(rule(true, 0).findings())
        .extracting(Evidence.Indication::id)
        .doesNotContain("only-over");
  }

  @Test
  void staysWithWhatWasReported() {
    fail(40, 40, "connect to mx.nifty.com[60.1.2.3]:25: Connection timed out");
    monitor.signal(new Scope("nifty", null, null), rule(true, 0), START);
    failAt(40, 40, 451, "451 4.3.2 System not accepting network messages");
    assertThat(rule(true, 0).cause()).isEqualTo(Cause.OUTBOUND_DOWN);
  }

  private Diagnosis rule(boolean isKnown, int minutesAfterTheAlarm) {
    long time = monitor.detector().raisedAt() + minutesAfterTheAlarm * MINUTE;
    return OutageJudge.rule(monitor, isKnown, time);
  }

  private void fail(int attempts, int recipients, String text) {
    failAt(attempts, recipients, 0, text);
  }

  private void failAt(int attempts, int recipients, int code, String text) {
    failAs(attempts, recipients, new SmtpReply(code, "4.4.3", text, null));
  }

  private void failAs(int attempts, int recipients, SmtpReply reply) {
    for (int i = 0; i < attempts; i++) {
      add(new Figures().plus(EnumSet.of(Figure.OUTAGES)), i % recipients, reply);
    }
    assertThat(monitor.detector().isAlarmed()).isTrue();
  }

  private void failAtOnce(int code, String text) {
    add(
        new Figures().plus(EnumSet.of(Figure.OUTAGES)),
        sent,
        new SmtpReply(code, "4.4.3", text, null));
  }

  private void pass(String over) {
    StreamMinute minute = new StreamMinute();
    Figures figures = new Figures().plus(EnumSet.of(Figure.ATTEMPTS, Figure.ACCEPTED));
    minute.add(over, figures, Map.of(), Map.of());
    monitor.add(START + sent * MINUTE, minute);
  }

  private void add(Figures figures, int recipient, SmtpReply reply) {
    long time = START + sent++ * MINUTE;
    Evidence.Sample sample =
        new Evidence.Sample(
            time, sent + "@x", "shop.example", "r" + recipient + "@gmail.com", reply);
    StreamMinute minute = new StreamMinute();
    minute.add(member, figures, Map.of(), Map.of(FailureType.SYSTEM_FAILURES, List.of(sample)));
    monitor.add(time, minute);
  }
}
