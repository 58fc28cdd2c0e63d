package dev.todoku.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedSourceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.7.1 messages from [198.51.100.25] weren't sent (S3140) | 198.51.100.25",
        "554 5.7.1 <unknown[198.51.100.25]>: Client host rejected: Access denied | 198.51.100.25",
        "421 4.7.0 [TSS04] Messages from 198.51.100.25 temporarily deferred | 198.51.100.25",
        "554 blocked, https://www.spamhaus.org/query/ip/198.51.100.25. | 198.51.100.25",
        "550 198.51.100.25 is listed, see https://list.example/?ip=198.51.100.25 | 198.51.100.25",
        "550-5.7.1 [2001:db8:0:0::25] is not allowed | 2001:db8::25"
      })
  void isTheAddressThatTheRefusalIsAbout(String reply, String ip) {
    assertThat(NamedSource.in(new SmtpReply(550, null, reply, null))).contains(ip);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "550 5.1.1 No such user",
        "451 host mx.example.jp[203.0.113.7] refused to talk to me: 421 busy",
        "550 198.51.100.25 and 198.51.100.26 are listed",
        "550 [10.0.0.5] has no reverse name",
        "550 version 1.2.3.4.5 at 10:20:30",
        "550 5.7.1 999.1.1.1"
      })
  void isNotGuessed(String reply) {
    assertThat(NamedSource.in(new SmtpReply(550, null, reply, null))).isEmpty();
  }

  @Test
  void isNoneInWordsOfTheSendingServer() {
    SmtpReply own = new SmtpReply(0, "4.4.1", "connection to 203.0.113.7 timed out", null);
    assertThat(NamedSource.in(own)).isEmpty();
    assertThat(NamedSource.in(null)).isEmpty();
  }
}
