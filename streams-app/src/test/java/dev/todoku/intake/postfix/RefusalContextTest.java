package dev.todoku.intake.postfix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.bounce.BounceDiagnosis;
import dev.todoku.bounce.RefusedReply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a rule needs to know of the exchange comes from the log. */
class RefusalContextTest {
  private final List<RefusedReply> asked = new ArrayList<>();
  private final PostfixParser parser = new PostfixParser(ZoneOffset.UTC, this::ask);
  private final QueueEntryAssembler assembler = new QueueEntryAssembler(this::ask, host -> null);
  private QueueEntry entry;

  @Test
  void tellsRecipientServerCommandAndTimeOfAnAttempt() {
    read("message-id=<m@shop.test>");
    read("from=<s@shop.test>, size=1, nrcpt=1 (queue active)");
    read(attempt("bounced", "550 Unknown user a", "end of DATA"));

    RefusedReply refusal = asked.get(0);
    assertThat(refusal.recipient()).isEqualTo("a@docomo.ne.jp");
    assertThat(refusal.remoteHost()).isEqualTo("mfsmax.docomo.ne.jp");
    assertThat(refusal.reply().command()).contains("end of DATA");
    assertThat(Instant.ofEpochMilli(refusal.time())).isEqualTo("2025-03-12T10:00:00Z");
    assertThat(refusal.isFinal()).isTrue();
  }

  @Test
  void tellsWhetherItWillBeTriedAgain() {
    read("message-id=<m@shop.test>");
    read("from=<s@shop.test>, size=1, nrcpt=1 (queue active)");
    read(attempt("deferred", "450 later", "RCPT TO command"));

    assertThat(asked.get(0).isFinal()).isFalse();
  }

  private BounceDiagnosis ask(RefusedReply refusal) {
    asked.add(refusal);
    return BounceDiagnosis.NONE;
  }

  private void read(String text) {
    String line = "2025-03-12T10:00:00Z mx postfix/smtp[1]: 4jX4605XbbzJX4b: " + text;
    entry = assembler.assemble(entry, (QueueLine) parser.parse(line, 0)).next();
  }

  private static String attempt(String status, String reply, String command) {
    return "to=<a@docomo.ne.jp>, relay=mfsmax.docomo.ne.jp[192.0.2.1]:25, delay=1,"
        + " delays=0/0/0/1, dsn=5.0.0, status="
        + status
        + " (host mfsmax.docomo.ne.jp[192.0.2.1] said: "
        + reply
        + " (in reply to "
        + command
        + "))";
  }
}
