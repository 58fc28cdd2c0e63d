package dev.todoku.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentWordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "550-5.7.1 Our system has detected that this message is likely unsolicited mail. To reduce"
            + " the amount of spam this message has been blocked",
        "554 5.7.1 Message contains spam or virus",
        "554 5.7.0 Rejected, message contents look like spam",
        "550 5.7.1 Message rejected: it contains a suspicious URL",
        "554 5.7.1 The message was classified as junk",
        "550 Spam message rejected",
        "571 incorrect: link in message body blocked",
        "550 5.7.1 本文に問題があるため受信できません"
      })
  void findsWordsAboutTheMessage(String text) {
    assertThat(ContentWords.FOUND.test(text.toLowerCase(Locale.ROOT))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "550 5.7.1 Our system has detected an unusual amount of unsolicited mail originating from"
            + " your IP address. Mail blocked",
        "550 5.7.1 Service unavailable; client host [192.0.2.1] blocked using zen.spamhaus.org",
        "554 5.7.1 Connections from this host are refused for spam",
        "554 Message refused due to the reputation of the sending domain: spam message",
        "550 5.7.1 Message rejected due to local policy",
        "550 Mail from your host is not welcome here",
        "450 4.2.1 The user you are trying to contact is receiving mail too quickly"
      })
  void findsNoneWhereSomebodyElseIsSpokenOf(String text) {
    assertThat(ContentWords.FOUND.test(text.toLowerCase(Locale.ROOT))).isFalse();
  }
}
