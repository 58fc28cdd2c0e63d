package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.SmtpReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HintReaderTest {
  private final ReplyRules rules = ReplyRules.load();

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          552-5.3.4 Your message exceeded Google's message size limits                               | 0
          552 5.3.4 message size 41943040 exceeds size limit 36700160 of server mx.b.test            | 36700160
          552 5.3.4 Message too large - psmtp. The limit is 35882577 bytes                           | 35882577
          552 5.2.3 Message size exceeds fixed maximum message size: 10240000 bytes                  | 10240000
          552 5.2.3 Message is too large, the maximum size is 20 MB                                  | 20971520
          550 5.3.4 Message size exceeds the maximum of 10,485,760 bytes                             | 10485760
          """)
  void findsTheLargestMessageThatAServerTakes(String text, long bytes) {
    assertThat(hints(text).sizeLimit()).isEqualTo(bytes);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          450 4.2.0 <a@b.test>: Recipient address rejected: Greylisted for 300 seconds (see http://x.test) | 300
          451 4.7.1 Greylisting in action, please come back in 00:04:59                              | 299
          451 Too many messages, try again after 5 minutes                                           | 300
          421 4.7.0 Too many connections. Wait 1 hour and retry                                      | 3600
          450 4.2.0 Greylisted, please try again later                                               | 0
          """)
  void findsHowLongToWait(String text, long seconds) {
    assertThat(hints(text).waitSeconds()).isEqualTo(seconds);
  }

  @Test
  void findsThePageThatTellsWhichListHasTheSender() {
    assertThat(
            hints(
                    "554 5.7.1 blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.1.")
                .listing())
        .isEqualTo("https://www.spamhaus.org/query/ip/192.0.2.1");
    assertThat(hints("550 5.1.1 User unknown, see https://b.test/help").listing()).isNull();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address. | IP
          421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP Netblock | NETBLOCK
          421-4.7.28 unusual rate of unsolicited mail originating from your DKIM domain [c.test 35]   | DKIM_DOMAIN
          421-4.7.28 unusual rate of unsolicited mail originating from your SPF domain [c.test 35]    | SPF_DOMAIN
          421-4.7.28 unusual rate of unsolicited mail containing one of your URL domains              | URL
          """)
  void findsWhatGmailLimits(String text, Hints.Scope scope) {
    assertThat(hints(text).scope()).isEqualTo(scope);
  }

  private Hints hints(String text) {
    return rules.classify(RefusedReply.of(new SmtpReply(0, null, text, "RCPT TO"))).hints();
  }
}
