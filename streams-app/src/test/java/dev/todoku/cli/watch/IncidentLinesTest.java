package dev.todoku.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.Alert;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.SmtpReply;
import dev.todoku.schema.Text;
import dev.todoku.testing.Proof;
import dev.todoku.text.Cells;
import dev.todoku.text.Language;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentLinesTest {
  private static final long ONSET = 1_796_000_000_000L;
  private static final int WIDTH = 80;
  private static final String REPLY =
      "550 5.7.1 Service unavailable; client host [198.51.100.7] blocked using zen.spamhaus.org;"
          + " see https://www.spamhaus.org/query/ip/198.51.100.7";

  @Test
  void anIncidentThatOpensIsSetApartAndNothingIsWiderThanTheTerminal() {
    for (Language language : Language.values()) {
      List<String> lines = lines(language, REPLY);
      assertThat(lines.get(0)).isEmpty();
      assertThat(lines)
          .filteredOn(line -> !line.contains("http://"))
          .allMatch(line -> Cells.width(line) <= WIDTH);
    }
  }

  @Test
  void theEndOfAReplyIsShownSinceItSaysWhoseListItIs() {
    assertThat(String.join("", lines(Language.EN, REPLY)).replaceAll(" {2,}", " "))
        .contains("zen.spamhaus.org;")
        .contains("query/ip/198.51.100.7");
  }

  @Test
  void aReplyOfManyLinesIsCutAfterThree() {
    List<String> lines = lines(Language.EN, "550 no ".repeat(200));
    assertThat(lines).filteredOn(line -> line.contains("550 no")).hasSize(3);
    assertThat(lines).filteredOn(line -> line.endsWith("…")).hasSize(1);
  }

  @Test
  void theLinkIsShortAndIsALink() {
    assertThat(lines(Language.JA, REPLY).stream().reduce((first, last) -> last).orElseThrow())
        .isEqualTo("  http://127.0.0.1:8080/#/incidents/provider=docomo,ip=192.0.2.1%23ip-2026");
  }

  @Test
  void whatHasEndedStandsInThePast() {
    Alert ended =
        opened(REPLY).toBuilder().state(Alert.State.RESOLVED).resolvedAt(ONSET + 3_600_000).build();
    assertThat(of(Language.EN, ended).get(0))
        .contains("refused mail from source IP 192.0.2.1")
        .doesNotContain("refuses");
  }

  private static List<String> lines(Language language, String reply) {
    return of(language, opened(reply));
  }

  private static List<String> of(Language language, Alert alert) {
    return new IncidentLines(
            new WatchWords(language, ZoneOffset.UTC), WIDTH, "http://127.0.0.1:8080/")
        .of(alert);
  }

  private static Alert opened(String reply) {
    Evidence.Sample sample =
        new Evidence.Sample(
            ONSET, "m@shop.example", "shop.example", "u213@docomo.ne.jp", SmtpReply.of(reply));
    return Alert.builder(
            "provider=docomo,ip=192.0.2.1#ip-2026",
            Cause.IP_BLOCK,
            Severity.CRITICAL,
            new Scope("docomo", "192.0.2.1", null))
        .revision(1)
        .state(Alert.State.OPEN)
        .onset(ONSET)
        .detectedAt(ONSET)
        .time(ONSET)
        .title(
            new Text(
                "送信サーバー 192.0.2.1 がDNSブロックリストに載っているとみられます（44通中28通が拒否、63.6%）",
                "Server 192.0.2.1 seems to be on a DNS blocklist (28 of 44 refused, 63.6%)"))
        .evidence(Proof.of(44, 28, 0.1, 9, 8, List.of(sample)))
        .build();
  }
}
