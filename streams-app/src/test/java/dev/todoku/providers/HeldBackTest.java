package dev.todoku.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.detect.Figure;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Reason;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.schema.SmtpReply;
import dev.todoku.wire.ProviderDelta;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether replies that speak of the provider's systems are an outage, or hold back a source IP. */
class HeldBackTest {
  private static final String FIRST = "192.0.2.10";
  private static final String SECOND = "192.0.2.11";
  private static final String THIRD = "198.51.100.10";
  private static final String FROM_DOMAIN = "shop.example";
  private static final Scope EVERYBODY = new Scope("docomo", null, null);
  private static final SmtpReply BUSY =
      new SmtpReply(451, null, "451 Resources temporarily unavailable", null);
  private static final SmtpReply NO_TLS =
      new SmtpReply(0, null, "Cannot start TLS: handshake failure", null);

  @TempDir Path dir;
  private DocomoMail mail;
  private List<Signal> signals;

  @BeforeEach
  void open() throws IOException {
    mail = new DocomoMail(dir);
    signals = mail.signals();
    asUsual(FIRST, SECOND, THIRD);
  }

  @AfterEach
  void close() {
    mail.close();
  }

  @Test
  void oneSourceIpThatIsHeldBackIsBlockedAndNoOutageFromItsBeginningToItsEnd() {
    for (int i = 0; i < 20; i++) {
      fail(FIRST, BUSY);
      pass(SECOND);
      pass(THIRD);
    }
    Signal raised = signals.get(0);
    assertThat(raised.cause()).isEqualTo(Cause.IP_BLOCK);
    assertThat(raised.scope()).isEqualTo(new Scope("docomo", FIRST, null));
    assertThat(raised.evidence().failureType()).isEqualTo(FailureType.SYSTEM_FAILURES);
    assertThat(raised.evidence().confidence()).isEqualTo(Confidence.LOW);
    assertThat(raised.evidence().findings())
        .extracting(Evidence.Indication::id, Evidence.Indication::supports)
        .containsExactly(tuple("passes-over-other-ips", true), tuple("held-back", false));
    asUsual(FIRST, SECOND, THIRD);
    assertThat(signals).extracting(Signal::cause).containsOnly(Cause.IP_BLOCK);
    Signal end = signals.get(signals.size() - 1);
    assertThat(end.state()).isEqualTo(Signal.State.CLEARED);
    assertThat(end.evidence().findings())
        .extracting(Evidence.Indication::id)
        .containsExactly("passes-again", "held-back");
  }

  @Test
  void eachOfTwoSourceIpsThatAreHeldBackBesideAThirdIsBlocked() {
    for (int i = 0; i < 30; i++) {
      fail(FIRST, BUSY);
      fail(SECOND, BUSY);
      pass(THIRD);
    }
    assertThat(mail.raised())
        .extracting(Signal::cause, signal -> signal.scope().sourceIp())
        .containsExactlyInAnyOrder(tuple(Cause.IP_BLOCK, FIRST), tuple(Cause.IP_BLOCK, SECOND));
  }

  @Test
  void aProviderThatHoldsBackAllIsAnOutageAndBlocksNobody() {
    for (int i = 0; i < 30; i++) {
      fail(FIRST, BUSY);
      fail(SECOND, BUSY);
      fail(THIRD, BUSY);
    }
    assertThat(mail.raised())
        .extracting(Signal::cause, Signal::scope)
        .containsExactly(tuple(Cause.PROVIDER_OUTAGE, EVERYBODY));
  }

  @Test
  void anOutageThatTurnsOutToBeOfOneSourceIpIsTakenBack() {
    for (int i = 0; i < 20; i++) {
      fail(FIRST, BUSY);
    }
    assertThat(mail.raised()).extracting(Signal::cause).containsExactly(Cause.PROVIDER_OUTAGE);
    signals.clear();
    for (int i = 0; i < 20; i++) {
      fail(FIRST, BUSY);
      pass(SECOND);
    }
    assertThat(signals)
        .filteredOn(signal -> signal.scope().equals(EVERYBODY))
        .last()
        .satisfies(
            end -> {
              assertThat(end.state()).isEqualTo(Signal.State.CLEARED);
              assertThat(end.evidence().findings())
                  .containsExactly(Evidence.Indication.of("is-of-another", true, FIRST));
            });
    assertThat(mail.raised())
        .extracting(Signal::cause, signal -> signal.scope().sourceIp())
        .containsExactly(tuple(Cause.IP_BLOCK, FIRST));
  }

  @Test
  void aSourceIpWhoseConnectionsFailIsNotBlocked() {
    for (int i = 0; i < 30; i++) {
      fail(FIRST, NO_TLS);
      pass(SECOND);
    }
    assertThat(mail.raised())
        .extracting(Signal::cause, Signal::scope)
        .containsExactly(tuple(Cause.OUTBOUND_DOWN, EVERYBODY));
  }

  @Test
  void aSourceIpWhoseMailPassesOnRetryIsNotBlocked() {
    for (int i = 0; i < 40; i++) {
      fail(FIRST, BUSY);
      mail.judge(
          mail.message(FIRST, FROM_DOMAIN)
              .count(ProviderDelta.Count.ACCEPTED)
              .figures(Set.of(Figure.ACCEPTED, Figure.CLEARED_REFUSALS))
              .build());
      pass(SECOND);
    }
    assertThat(signals).isEmpty();
  }

  private void asUsual(String... sourceIps) {
    for (int i = 0; i < 240; i++) {
      for (String sourceIp : sourceIps) {
        pass(sourceIp);
      }
    }
  }

  private void pass(String sourceIp) {
    mail.judge(
        mail.message(sourceIp, FROM_DOMAIN)
            .count(ProviderDelta.Count.ACCEPTED)
            .figures(Set.of(Figure.ATTEMPTS, Figure.ACCEPTED))
            .build());
  }

  private void fail(String sourceIp, SmtpReply reply) {
    mail.judge(
        mail.message(sourceIp, FROM_DOMAIN)
            .count(ProviderDelta.Count.DEFERRED)
            .reason(Reason.SYSTEM_ERROR)
            .figures(Set.of(Figure.OUTAGES))
            .sample(mail.sample(FROM_DOMAIN, reply))
            .build());
  }
}
