package dev.todoku.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.todoku.detect.Figure;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
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

/**
 * Whose block it is where a From domain's mail leaves over several source IPs, or a source IP
 * carries several From domains, and little is sent.
 */
class CrossingStreamsTest {
  private static final String FIRST = "192.0.2.10";
  private static final String SECOND = "192.0.2.11";
  private static final String THIRD = "198.51.100.10";
  private static final String FOURTH = "198.51.100.11";
  private static final String SHOP = "shop.example";
  private static final String NEWS = "news.example";

  @TempDir Path dir;
  private DocomoMail mail;
  private List<Signal> signals;

  @BeforeEach
  void open() throws IOException {
    mail = new DocomoMail(dir);
    signals = mail.signals();
  }

  @AfterEach
  void close() {
    mail.close();
  }

  @Test
  void aFromDomainIsNotCalledWhileSomeOfItsSourceIpsMayBeSpared() {
    asUsual(List.of(FIRST, SECOND, THIRD, FOURTH), SHOP);
    for (int i = 0; i < 10; i++) {
      refuse(FIRST, SHOP);
      pass(THIRD, SHOP);
      refuse(SECOND, SHOP);
      pass(FOURTH, SHOP);
    }
    assertThat(signals)
        .extracting(Signal::cause, Signal::scope)
        .extracting(Object::toString)
        .containsOnly(
            "(IP_BLOCK, " + new Scope("docomo", FIRST, null) + ")",
            "(IP_BLOCK, " + new Scope("docomo", SECOND, null) + ")");
  }

  @Test
  void aFromDomainThatFailsOverOneSourceIpIsNotCalledBesideAnotherThatTookAMail() {
    asUsual(List.of(FIRST, SECOND), SHOP, NEWS);
    refuse(3, NEWS);
    pass(SECOND, NEWS);
    refuse(5, NEWS);
    assertThat(signals).isEmpty();
    refuse(2, SHOP);
    assertThat(mail.raised())
        .extracting(Signal::cause, signal -> signal.scope().key())
        .containsExactly(tuple(Cause.IP_BLOCK, new Scope("docomo", FIRST, null).key()));
  }

  @Test
  void aFromDomainThatFailsOverAllItsSourceIpsIsCalled() {
    asUsual(List.of(FIRST, SECOND, THIRD, FOURTH), SHOP);
    for (int i = 0; i < 5; i++) {
      List.of(FIRST, SECOND, THIRD, FOURTH).forEach(ip -> refuse(ip, SHOP));
    }
    assertThat(mail.raised())
        .singleElement()
        .satisfies(
            raised -> {
              assertThat(raised.cause()).isEqualTo(Cause.DOMAIN_BLOCK);
              assertThat(raised.scope()).isEqualTo(new Scope("docomo", null, SHOP));
              assertThat(raised.evidence().failures()).isLessThanOrEqualTo(10);
            });
  }

  @Test
  void whatWasCalledOfAFromDomainIsTakenBackWhenItIsSeenToBeOfTwoSourceIps() {
    asUsual(List.of(FIRST, SECOND, THIRD, FOURTH), SHOP);
    for (int i = 0; i < 5; i++) {
      refuse(FIRST, SHOP);
      refuse(SECOND, SHOP);
    }
    assertThat(mail.raised()).extracting(Signal::cause).containsExactly(Cause.DOMAIN_BLOCK);
    signals.clear();
    for (int i = 0; i < 8; i++) {
      refuse(FIRST, SHOP);
      pass(THIRD, SHOP);
      refuse(SECOND, SHOP);
      pass(FOURTH, SHOP);
    }
    assertThat(signals.get(0).state()).isEqualTo(Signal.State.CLEARED);
    assertThat(signals.get(0).evidence().findings())
        .contains(Evidence.Indication.of("is-of-another", true, FIRST + ", " + SECOND));
    assertThat(signals.subList(1, signals.size()))
        .extracting(Signal::cause)
        .containsOnly(Cause.IP_BLOCK);
  }

  @Test
  void anOnlySourceIpIsNotCalledBeforeItsOtherFromDomainShowsWhetherItPasses() {
    asUsual(List.of(FIRST), SHOP, NEWS);
    refuse(8, NEWS);
    assertThat(signals).isEmpty();
    for (int i = 0; i < 6; i++) {
      pass(FIRST, SHOP);
    }
    refuse(2, NEWS);
    assertThat(mail.raised())
        .singleElement()
        .satisfies(
            raised -> {
              assertThat(raised.cause()).isEqualTo(Cause.DOMAIN_BLOCK);
              assertThat(raised.scope()).isEqualTo(new Scope("docomo", null, NEWS));
            });
  }

  @Test
  void anOnlySourceIpIsCalledWhenItsOtherFromDomainFailsTwice() {
    asUsual(List.of(FIRST), SHOP, NEWS);
    refuse(8, NEWS);
    refuse(FIRST, SHOP);
    assertThat(signals).isEmpty();
    refuse(FIRST, SHOP);
    assertThat(signals)
        .singleElement()
        .satisfies(
            raised -> {
              assertThat(raised.cause()).isEqualTo(Cause.IP_BLOCK);
              assertThat(raised.scope()).isEqualTo(new Scope("docomo", FIRST, null));
            });
  }

  @Test
  void anOnlySourceIpThatCarriesNothingElseIsCalledAtOnce() {
    asUsual(List.of(FIRST), NEWS);
    refuse(8, NEWS);
    assertThat(signals).extracting(Signal::cause).containsExactly(Cause.IP_BLOCK);
  }

  @Test
  void anOutageIsTakenBackWhenOtherSourceIpsAreSeenToBeSpared() {
    asUsual(List.of(FIRST, SECOND, THIRD, FOURTH), SHOP);
    for (int i = 0; i < 9; i++) {
      hide(FIRST);
      hide(FIRST);
      pass(FIRST, SHOP);
      hide(SECOND);
      pass(THIRD, SHOP);
      pass(FOURTH, SHOP);
    }
    Scope everybody = new Scope("docomo", null, null);
    assertThat(mail.raised()).extracting(Signal::scope).endsWith(everybody);
    signals.clear();
    for (int i = 0; i < 25; i++) {
      hide(FIRST);
      pass(THIRD, SHOP);
      hide(SECOND);
      pass(FOURTH, SHOP);
    }
    assertThat(signals.get(0).state()).isEqualTo(Signal.State.CLEARED);
    assertThat(signals.get(0).cause()).isEqualTo(Cause.PROVIDER_OUTAGE);
    assertThat(signals.get(0).scope()).isEqualTo(everybody);
    assertThat(mail.raised())
        .extracting(Signal::cause)
        .contains(Cause.IP_BLOCK)
        .doesNotContain(Cause.PROVIDER_OUTAGE, Cause.DOMAIN_BLOCK);
  }

  /** 240 mails that pass over each, two minutes after each other. */
  @Test
  void refusedContentIsTheFromDomainsThoughOneOfItsSourceIpsIsBlockedAtTheTime() {
    asUsual(List.of(FIRST, SECOND), SHOP, NEWS);
    for (int i = 0; i < 40; i++) {
      refuseAddress(FIRST, SHOP);
      refuseAddress(FIRST, NEWS);
      pass(SECOND, SHOP);
      refuseContent(SECOND, NEWS);
    }
    assertThat(mail.raised())
        .extracting(Signal::cause, signal -> signal.scope().key())
        .containsExactly(
            tuple(Cause.IP_BLOCK, new Scope("docomo", FIRST, null).key()),
            tuple(Cause.CONTENT_BLOCK, new Scope("docomo", null, NEWS).key()));
  }

  @Test
  void refusedContentThatABlockOfTheSourceIpFollowsEndsThereAndIsNoBlockOfTheFromDomain() {
    asUsual(List.of(FIRST, SECOND), SHOP, NEWS);
    for (int i = 0; i < 30; i++) {
      for (String sourceIp : List.of(FIRST, SECOND)) {
        pass(sourceIp, SHOP);
        refuseContent(sourceIp, NEWS);
      }
      pass(SECOND, NEWS);
    }
    for (int i = 0; i < 40; i++) {
      refuseAddress(FIRST, SHOP);
      refuseAddress(FIRST, NEWS);
      pass(SECOND, SHOP);
      pass(SECOND, NEWS);
    }
    asUsual(List.of(FIRST, SECOND), SHOP, NEWS);
    assertThat(mail.raised())
        .extracting(Signal::cause, signal -> signal.scope().key())
        .contains(tuple(Cause.IP_BLOCK, new Scope("docomo", FIRST, null).key()));
    assertThat(signals).noneMatch(signal -> signal.cause() == Cause.DOMAIN_BLOCK);
    for (Signal one : mail.raised()) {
      assertThat(signals)
          .as("%s of %s ends", one.cause(), one.scope())
          .anyMatch(
              signal ->
                  signal.state() == Signal.State.CLEARED
                      && signal.cause() == one.cause()
                      && signal.scope().equals(one.scope()));
    }
  }

  private void asUsual(List<String> sourceIps, String... fromDomains) {
    for (int i = 0; i < 240; i++) {
      for (String fromDomain : fromDomains) {
        sourceIps.forEach(sourceIp -> pass(sourceIp, fromDomain));
      }
    }
  }

  private void refuse(int messages, String fromDomain) {
    for (int i = 0; i < messages; i++) {
      refuse(FIRST, fromDomain);
    }
  }

  private void pass(String sourceIp, String fromDomain) {
    mail.judge(
        mail.message(sourceIp, fromDomain)
            .count(ProviderDelta.Count.ACCEPTED)
            .figures(Set.of(Figure.ATTEMPTS, Figure.ACCEPTED, Figure.PROVEN))
            .build());
  }

  /** Calls unknown who took mail before. */
  private void hide(String sourceIp) {
    fail(
        sourceIp,
        SHOP,
        Reason.USER_UNKNOWN,
        Set.of(Figure.ATTEMPTS, Figure.PROVEN, Figure.PROVEN_UNKNOWN),
        new SmtpReply(550, "5.1.1", "User unknown", null));
  }

  private void refuse(String sourceIp, String fromDomain) {
    refuse(sourceIp, fromDomain, Reason.BLOCKED, "Message refused by policy");
  }

  private void refuseAddress(String sourceIp, String fromDomain) {
    refuse(sourceIp, fromDomain, Reason.BLOCKED, "Your IP " + sourceIp + " is blocked");
  }

  private void refuseContent(String sourceIp, String fromDomain) {
    refuse(sourceIp, fromDomain, Reason.SPAM_DETECTED, "Message content rejected as spam");
  }

  private void refuse(String sourceIp, String fromDomain, Reason reason, String text) {
    fail(
        sourceIp,
        fromDomain,
        reason,
        Set.of(Figure.ATTEMPTS, Figure.REFUSALS),
        new SmtpReply(550, "5.7.1", text, null));
  }

  private void fail(
      String sourceIp, String fromDomain, Reason reason, Set<Figure> figures, SmtpReply reply) {
    mail.judge(
        mail.message(sourceIp, fromDomain)
            .count(ProviderDelta.Count.BOUNCED)
            .reason(reason)
            .figures(figures)
            .sample(mail.sample(fromDomain, reply))
            .build());
  }
}
