package dev.todoku.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.todoku.schema.DmarcReport;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AggregateReportViewTest {
  private static final long DAY = 1_780_272_000_000L;

  private final AggregateReportView view = new AggregateReportView();

  @Test
  void aReportThatCameTwiceCountsOnce() {
    view.add(report("shop.example", "receiver.example", "1", row("192.0.2.1", 5, true)));
    view.add(report("shop.example", "receiver.example", "1", row("192.0.2.1", 5, true)));

    assertThat(view.dmarc("shop.example")).hasSize(1);
    assertThat(view.dmarc("other.example")).isEmpty();
    assertThat(view.tls("shop.example")).isEmpty();
  }

  @Test
  void sourcesAddUpOverReportersAndFailuresComeFirst() {
    view.add(report("shop.example", "a.example", "1", row("192.0.2.1", 500, true)));
    view.add(report("shop.example", "b.example", "1", row("192.0.2.1", 20, true)));
    view.add(report("shop.example", "b.example", "2", row("198.51.100.9", 3, false)));

    assertThat(DmarcSource.of(view.dmarc("shop.example")))
        .containsExactly(
            new DmarcSource("198.51.100.9", 3, 0, 0, 3, 3, Set.of("b.example")),
            new DmarcSource("192.0.2.1", 520, 520, 0, 0, 0, Set.of("a.example", "b.example")));
  }

  @Test
  void theOldestAreForgotten() {
    for (int i = 0; i <= AggregateReportView.MOST_OF_DOMAIN; i++) {
      view.add(report("shop.example", "a.example", "r" + i, row("192.0.2.1", 1, true)));
    }
    assertThat(view.dmarc("shop.example"))
        .hasSize(AggregateReportView.MOST_OF_DOMAIN)
        .noneMatch(report -> report.reportId().equals("r0"));

    for (int i = 0; i < AggregateReportView.MOST_DOMAINS; i++) {
      view.add(report("d" + i + ".example", "a.example", "1", row("192.0.2.1", 1, true)));
    }
    assertThat(view.dmarc("shop.example")).isEmpty();
    assertThat(view.dmarc("d0.example")).hasSize(1);
  }

  private static DmarcReport report(
      String domain, String reporter, String id, DmarcReport.Row row) {
    return new DmarcReport(domain, DAY, DAY, reporter, id, "none", List.of(row), 0, null);
  }

  private static DmarcReport.Row row(String ip, long messages, boolean isAligned) {
    return new DmarcReport.Row(
        ip,
        messages,
        isAligned ? DmarcReport.Disposition.NONE : DmarcReport.Disposition.REJECT,
        isAligned,
        false,
        null,
        null,
        null,
        List.of());
  }
}
