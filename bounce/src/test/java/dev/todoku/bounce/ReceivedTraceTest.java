package dev.todoku.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedTraceTest {

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          from a (b [192.0.2.1]) by mx.test (Postfix) with ESMTPS id 4jX4605NP0; Mon, 1 Jun 2026 | mx.test | 4jX4605NP0 | -
          from a by MX.Test with esmtp (Exim 4.98) (envelope-from <s@a>) id 1d18ZP-0000cF-9f; Mon | mx.test | 1d18ZP-0000cF-9f | -
          from a by mx.test (8.18.1/8.18.1) with ESMTP id 55ABC012345 for <x@y.test>; Mon             | mx.test | 55ABC012345 | x@y.test
          from a (by b.test id 7) by mx.test with SMTP; Mon                                      | mx.test | - | -
          from a by mx.test with Microsoft SMTP Server (TLS) id 15.20.1.2; Mon                   | mx.test | - | -
          (qmail 22022 invoked from network); 29 Apr 2012                                        | -       | - | -
          from unknown (HELO a) (192.0.2.1) by 0 with SMTP; 29 Apr                               | -       | - | -
          by 10.1.2.3 with SMTP id s14csp12; Mon                                                 | -       | s14csp12 | -
          """)
  void readsWhichServerTookTheMessageAndItsQueueId(
      String field, String host, String id, String recipient) {
    assertThat(ReceivedTrace.of(Fields.of("Received: " + field + '\n')))
        .isEqualTo(new ReceivedTrace(host, id, recipient));
  }

  @Test
  void readsNothingOfAMessageThatIsNotReturned() {
    assertThat(ReceivedTrace.of(Fields.NONE)).isEqualTo(new ReceivedTrace(null, null, null));
  }

  @Test
  void namesTheServerAndItsQueueIdWhereNoFieldDoes() {
    BounceIdentity dragonFly =
        identity(
            "This is the DragonFly Mail Agent v0.13 at df.test.\n\nThere was an error delivering your mail to <a@x.test>.\n");
    BounceIdentity exim =
        identity(
            "Warning: message delayed\n\nThe message identifier is:     1d18ZP-0000cF-9f\n\n  a@x.test\n");
    BounceIdentity returned =
        identity(
            "<a@x.test>:\n550 5.1.1 no\n\n--- Below this line is a copy of the message.\n\n"
                + "Received: from a by mx.test with SMTP id 77; Mon, 1 Jun 2026\nMessage-ID: <m@shop.test>\n");

    assertThat(dragonFly.reportingHost()).isEqualTo("df.test");
    assertThat(exim.queueId()).isEqualTo("1d18ZP-0000cF-9f");
    assertThat(returned.reportingHost()).isEqualTo("mx.test");
    assertThat(returned.queueId()).as("the message-id is surer").isNull();
  }

  private static BounceIdentity identity(String text) {
    String message =
        "From: MAILER-DAEMON@x.test\nTo: s@shop.test\nSubject: failure notice\n\n" + text;
    Reading reading =
        new BounceReader(refusal -> BounceDiagnosis.NONE)
            .read(message.getBytes(StandardCharsets.UTF_8), MailDate.EARLIEST);
    return ((Reading.Report) reading).identity();
  }
}
