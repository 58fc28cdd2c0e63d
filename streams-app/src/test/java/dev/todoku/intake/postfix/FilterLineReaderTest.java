package dev.todoku.intake.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterLineReaderTest {
  private static final String TASK =
      "May 15 02:05:03 mx rspamd[27538]: <8ae27d>; proxy; rspamd_task_write_log: id: <5afa@a.test>,"
          + " qid: <A785B308622AB>, ip: 10.154.200.17, from: <no-reply@a.test>, ";

  private final PostfixParser parser = new PostfixParser(ZoneOffset.UTC, LogReading.RULES);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          F (no action): [-0.64/20.00] [BAYES_HAM(-3.00){100.00%;},AUTH_NA(1.00){},ASN(0.00){asn:14061, country:US;},MIME_GOOD(-0.10){text/plain;}]), len: 2348 | PASSED | no action [-0.64/20.00] BAYES_HAM(-3.00) AUTH_NA(1.00) MIME_GOOD(-0.10)
          T (add header): [6.10/25.00] [BAYES_SPAM(5.10){100.00%;}]), len: 1 | PASSED | add header [6.10/25.00] BAYES_SPAM(5.10)
          F (rewrite subject): [6.10/25.00] []), len: 1 | PASSED | rewrite subject [6.10/25.00]
          F (greylist): [4.10/25.00] []), len: 1 | PASSED | greylist [4.10/25.00]
          F (soft reject): [0.00/25.00] [RATELIMITED(0.00){}]), len: 1 | DEFERRED | soft reject [0.00/25.00]
          T (reject): [18.40/15.00] [CLAM_VIRUS(4.00){Win.Test.EICAR_HDB-1;},SPAM(14.40)]), len: 1 | REFUSED | reject [18.40/15.00] SPAM(14.40) CLAM_VIRUS(4.00)
          T (reject): [nan/15.00] []), len: 1 | REFUSED | reject [nan/15.00]
          T (discard): [18.40/15.00] []), len: 1 | DISCARDED | discard [18.40/15.00]
          """)
  void tasksOfRspamdAreRead(String said, FilterVerdict verdict, String text) {
    QueueLine.VerdictLine line = read(TASK + "(default: " + said);
    assertThat(line.filter()).isEqualTo("rspamd");
    assertThat(line.host()).isEqualTo("mx");
    assertThat(line.queueId()).isEqualTo("A785B308622AB");
    assertThat(line.messageId()).isEqualTo("5afa@a.test");
    assertThat(line.verdict()).isEqualTo(verdict);
    assertThat(line.text()).isEqualTo(text);
  }

  @Test
  void rspamdsOwnFileIsRead() {
    QueueLine.VerdictLine line =
        read(
            "2026-03-20 08:09:41 #38(normal) <73b3a9>; task; rspamd_task_write_log: id:"
                + " <1@a.test>, qid: <465A3817E4B0>, ip: 103.71.158.4, from: <e@a.test>, (default:"
                + " F (no action): [-0.50/15.00] [R_SPF_ALLOW(-0.20){+ip4:103.71.158.0/24;}]),"
                + " len: 5936, time: 1163.2ms");
    assertThat(line.queueId()).isEqualTo("465A3817E4B0");
    assertThat(line.host()).isEqualTo(Framing.NO_HOST);
    assertThat(line.time()).isEqualTo(Instant.parse("2026-03-20T08:09:41Z").toEpochMilli());
    assertThat(line.text()).isEqualTo("no action [-0.50/15.00] R_SPF_ALLOW(-0.20)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          amavis[3491]: (03491-01) Blocked SPAM {DiscardedInbound,Quarantined}, [192.168.203.3]:47508 [209.85.166.194] <a@gmail.com> -> <d@b.test>, quarantine: W/spam-WK.gz, Queue-ID: E52312222F, Message-ID: <CAP@mail.gmail.com>, mail_id: WK3, Hits: 1000.053, size: 2997, 1093 ms | DISCARDED | Blocked SPAM {DiscardedInbound,Quarantined}, Hits: 1000.053
          amavis[1155]: (01155-07) Blocked SPAM {BouncedInternal,Quarantined}, LOCAL [192.168.24.102]:53123 <v@d.test> -> <v@d.test>, Queue-ID: E19A55F945, Message-ID: <5@d.test>, mail_id: m0, Hits: 1001.807, size: 2869, 494 ms | REFUSED | Blocked SPAM {BouncedInternal,Quarantined}, Hits: 1001.807
          amavis[9]: (9-01) Blocked INFECTED (Eicar-Test-Signature) {RejectedInternal}, <v@d.test> -> <v@d.test>, Queue-ID: E19A55F945, Message-ID: <5@d.test>, mail_id: m0, Hits: -, size: 2, 4 ms | REFUSED | Blocked INFECTED (Eicar-Test-Signature) {RejectedInternal}, Hits: -
          amavis[9]: (9-01) Passed CLEAN {RelayedOutbound}, MYNETS LOCAL [10.0.0.7]:51 <v@d.test> -> <w@e.test>, Queue-ID: E19A55F945, Message-ID: <5@d.test>, mail_id: m0, Hits: -1.2, size: 2, queued_as: 4DEF000001, 4 ms | PASSED | Passed CLEAN {RelayedOutbound}, Hits: -1.2
          opendkim[1708]: EF59F17F531: DKIM-Signature field added (s=2048_3_2015, d=silvenga.com) | PASSED | DKIM-Signature field added (s=2048_3_2015, d=silvenga.com)
          opendkim[39]: EBB59200AE: no signing table match for 'info@notexample.ee' | PASSED | no signing table match for 'info@notexample.ee'
          opendmarc[39]: EBB59200AE: example.com fail | PASSED | example.com fail
          """)
  void otherFiltersAreRead(String line, FilterVerdict verdict, String text) {
    QueueLine.VerdictLine read = read("Nov 21 20:47:52 mx " + line);
    assertThat(read.verdict()).isEqualTo(verdict);
    assertThat(read.text()).isEqualTo(text);
    assertThat(line).contains(read.queueId()).startsWith(read.filter());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Another mail's queue id, in a Message-ID, a sender and an attachment's name.
        "May 15 02:05:03 mx rspamd[2]: <8>; proxy; rspamd_task_write_log: id: <a>, qid: <AAAAAA01>,"
            + " ip: 1, from: <x>, (default: T (reject): [9/1] [], b@c>, qid: <AAAAAA02>, ip: 1,"
            + " from: <x@y>, (default: F (no action): [1.0/2.0] []), len: 1",
        "May 15 02:05:03 mx rspamd[2]: <8>; proxy; rspamd_task_write_log: id: <a@b>, qid:"
            + " <AAAAAA02>, ip: 1, from: <\"x>, (default: T (reject): [9/1] [\"@y>, (default: F (no"
            + " action): [1.0/2.0] []), len: 1",
        "Nov 21 20:47:52 mx amavis[9]: (9-01) Passed CLEAN {RelayedOutbound}, <\"x, Queue-ID:"
            + " AAAAAA01, \"@y> -> <w@e.test>, Queue-ID: AAAAAA02, Message-ID: <5@d.test>, Hits: 1",
        // No queue id, nothing decided.
        "May 15 02:05:03 mx rspamd[2]: <8>; csession; rspamd_task_write_log: id: <a@b>, ip: 1,"
            + " from: <x@y>, (default: F (no action): [1.0/2.0] []), len: 1",
        "May 15 02:05:03 mx rspamd[2]: <8>; proxy; rspamd_message_parse: loaded message; id: <a@b>;"
            + " queue-id: <A785B308622AB>; size: 2348",
        "2026-03-20 08:09:40 #38(normal) <73b3a9>; task; rspamd_message_parse: loaded message; id:"
            + " <2@a.test>; queue-id: <465A3817E4B0>; size: 5936",
        "2026-03-20 08:09:40 #38(rspamd_proxy) <7>; lua; common.lua:110: clamav: result",
        "Nov 21 20:47:52 mx opendkim[39]: EBB59200AE: mx.test [192.0.2.1] not internal",
        "Nov 21 20:47:52 mx opendmarc[39]: ignoring Authentication-Results at 1 from mx.test",
        "Nov 21 20:47:52 mx amavis[9]: (9-01) Blocked SPAM {Strange}, Queue-ID: AAAAAA02, Hits: 1",
      })
  void whatDecidesNothingOrCouldBeOfAnotherMailIsIgnored(String line) {
    assertThat(parser.parse(line, LogReading.REFERENCE)).isInstanceOf(Parsed.Ignored.class);
  }

  private QueueLine.VerdictLine read(String line) {
    return (QueueLine.VerdictLine) parser.parse(line, LogReading.REFERENCE);
  }
}
