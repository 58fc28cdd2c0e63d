package dev.todoku.detect;

import static dev.todoku.schema.FailureType.REFUSALS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.SmtpReply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of mail from a source IP, one message an hour after two weeks of the same. */
class AccusationTest {
  private static final long HOUR = 3_600_000;
  private static final long START = 1_700_000_400_000L;
  private static final int BEFORE = 14 * 24;
  private static final String PLAIN = "550 5.7.1 Message refused";
  private static final String OF_THE_IP = "550 5.7.1 Your IP address is not welcome here";
  private static final String OF_A_LIST = "554 5.7.1 Rejected, see zen.spamhaus.org";
  private static final String OF_A_LISTED_IP =
      "554 5.7.1 Client host [192.0.2.10] blocked using zen.spamhaus.org";

  private StreamState stream = new StreamState(Set.of(REFUSALS));
  private int sent;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "554 5.7.1 Connection refused: sender IP has poor reputation",
        "550 5.7.1 Mail from this domain is not accepted",
        "550 Mail from your host is not welcome here (ref: 7731)",
        "421 4.7.0 [192.0.2.10] Our system has detected suspicious mail from your IP"
      })
  void wordsAboutTheSenderWeighOne(String text) {
    assertThat(Accusation.weight(List.of(sample(text)))).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.7.1 Message rejected as spam",
        "554 Message refused (code 42)",
        "421 4.7.28 Gmail has detected an unusual rate of mail originating from your IP address",
        "450 4.7.1 Error: too much mail from 192.0.2.9"
      })
  void wordsAboutMessagesAndRatesWeighNothing(String text) {
    assertThat(Accusation.weight(List.of(sample(text)))).isZero();
  }

  @Test
  void aListByItsNameWeighsTwoAndThreeWithTheAddress() {
    assertThat(Accusation.weight(List.of(sample(OF_A_LIST), sample(OF_THE_IP)))).isEqualTo(3);
    assertThat(Accusation.weight(List.of(sample(OF_A_LISTED_IP)))).isEqualTo(3);
  }

  @Test
  void fiveInARowThatAccuseTheSenderAreEnough() {
    send(BEFORE, null);
    assertThat(refusedUntilRaised(OF_THE_IP)).isEqualTo(5);
  }

  @Test
  void ofThoseThatGiveNoReasonItTakesMore() {
    send(BEFORE, null);
    assertThat(refusedUntilRaised(PLAIN)).isEqualTo(7);
  }

  @Test
  void wordsThatAreTheHabitAreWorthNoMoreThanAnyOther() {
    for (int i = 0; i < BEFORE; i++) {
      send(1, i % 20 == 0 ? OF_THE_IP : null);
    }
    assertThat(refusedUntilRaised(OF_THE_IP)).isEqualTo(8);
  }

  @Test
  void whatPassesBetweenThemSpeaksAgainstIt() {
    send(BEFORE, null);
    for (int i = 0; i < 8; i++) {
      send(1, OF_THE_IP);
      send(3, null);
      assertThat(watch().detector().isAlarmed()).as("after %d", i).isFalse();
    }
  }

  @Test
  void continuesIdenticallyFromItsBinaryForm() {
    send(BEFORE, null);
    send(4, OF_THE_IP);
    byte[] stored = stream.encode();
    stream = StreamState.decode(stored);
    assertThat(stream.encode()).isEqualTo(stored);
    send(1, OF_THE_IP);
    assertThat(watch().detector().isAlarmed()).isTrue();
  }

  @Test
  void threeRecipientsAreEnoughWhereAListIsNamed() {
    send(BEFORE, null);
    send(2, OF_A_LIST);
    assertThat(rule().isDecided()).isFalse();
    send(1, OF_A_LIST);
    assertThat(rule().cause()).isEqualTo(Cause.DNS_LIST);
  }

  @Test
  void twoRecipientsAreEnoughWhereTheListedAddressIsNamed() {
    send(BEFORE, null);
    send(1, OF_A_LISTED_IP);
    assertThat(rule().isDecided()).isFalse();
    send(1, OF_A_LISTED_IP);
    assertThat(rule().cause()).isEqualTo(Cause.DNS_LIST);
  }

  @Test
  void oneRefusalIsNoAlarmHoweverLittleSuchWordsAreTheHabit() {
    passAtOnce(50_000);
    send(1, OF_A_LISTED_IP);
    assertThat(watch().detector().isAlarmed()).isFalse();
  }

  @Test
  void twoAmongMailThatPassesAreNotEnough() {
    passAtOnce(50_000);
    send(1, OF_A_LISTED_IP);
    send(3, null);
    send(1, OF_A_LISTED_IP);
    assertThat(rule().isDecided()).isFalse();
  }

  @Test
  void anAddressThatIsOnAListIsNoMatterOfTheFromDomainThatItCarries() {
    send(BEFORE, null);
    send(6, OF_A_LISTED_IP);
    StreamState ip = new StreamState(Set.of(REFUSALS));
    ip.add(START, minute("shop.example", 6, OF_A_LISTED_IP));
    ip.add(START, minute("news.example", 40, null));
    ComparisonContext around = around(false, Objects.requireNonNull(ip.watch(REFUSALS)));
    assertThat(BlockClassifier.rule(watch(), around)).isEqualTo(Diagnosis.NONE);
  }

  private int refusedUntilRaised(String text) {
    int refused = 0;
    while (!watch().detector().isAlarmed()) {
      send(1, text);
      refused++;
    }
    return refused;
  }

  private Diagnosis rule() {
    ComparisonContext around = around(true, new ChannelMonitor(REFUSALS));
    return watch().detector().isAlarmed() ? BlockClassifier.rule(watch(), around) : Diagnosis.NONE;
  }

  private ComparisonContext around(boolean isOfIp, ChannelMonitor rival) {
    return new ComparisonContext(
        isOfIp,
        member -> rival,
        false,
        new RecentTrials(),
        domain -> false,
        true,
        false,
        1,
        member -> 1,
        START + sent * HOUR);
  }

  private ChannelMonitor watch() {
    return Objects.requireNonNull(stream.watch(REFUSALS));
  }

  private void passAtOnce(int messages) {
    stream.add(START + sent++ * HOUR, minute("shop.example", messages, null));
  }

  private void send(int messages, @Nullable String refusal) {
    for (int i = 0; i < messages; i++) {
      StreamMinute minute = minute("shop.example", 1, refusal);
      stream.add(START + sent++ * HOUR, minute);
    }
  }

  private StreamMinute minute(String member, int messages, @Nullable String refusal) {
    Figures figures = new Figures();
    for (int i = 0; i < messages; i++) {
      figures.plus(
          refusal == null ? Set.of(Figure.ATTEMPTS) : Set.of(Figure.ATTEMPTS, Figure.REFUSALS));
    }
    StreamMinute minute = new StreamMinute();
    minute.add(
        member,
        figures,
        Map.of(Batch.NONE, figures),
        refusal == null ? Map.of() : Map.of(REFUSALS, List.of(sample(refusal))));
    return minute;
  }

  private Evidence.Sample sample(String text) {
    return new Evidence.Sample(
        START + sent * HOUR,
        sent + "@x",
        "shop.example",
        "r" + sent + "@docomo.ne.jp",
        new SmtpReply(Integer.parseInt(text.substring(0, 3)), null, text, null));
  }
}
