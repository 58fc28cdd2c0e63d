package dev.todoku.readmodel;

import dev.todoku.schema.AggregateReport;
import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.TlsReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The latest reports on each domain, as mailbox providers sent them. A report that came twice is
 * kept once. Safe for use by several threads.
 */
public final class AggregateReportView {
  /** So many reporters write every day to a sender that is well known, for a month. */
  static final int MOST_OF_DOMAIN = 1_000;

  /** Of all domains; the domain that was heard of longest ago is forgotten first. */
  static final int MOST_DOMAINS = 1_000;

  /** Rows and failures of all reports, some hundred bytes each. */
  static final int MOST_ROWS = 200_000;

  /** The domain of the latest report last. */
  private final Map<String, Map<String, AggregateReport>> byDomain = new LinkedHashMap<>();

  private int rows;

  /** Takes in a report. */
  public synchronized void add(AggregateReport report) {
    Map<String, AggregateReport> before = byDomain.remove(report.domain());
    Map<String, AggregateReport> known = before == null ? new LinkedHashMap<>() : before;
    byDomain.put(report.domain(), known);
    rows += sizeOf(report);
    AggregateReport same = known.put(report.identity(), report);
    rows -= same == null ? 0 : sizeOf(same);
    if (known.size() > MOST_OF_DOMAIN) {
      forgetFirst(known);
    }
    while (byDomain.size() > MOST_DOMAINS || (rows > MOST_ROWS && byDomain.size() > 1)) {
      Map<String, AggregateReport> oldest = byDomain.values().iterator().next();
      while (!oldest.isEmpty()) {
        forgetFirst(oldest);
      }
      byDomain.remove(byDomain.keySet().iterator().next());
    }
  }

  private void forgetFirst(Map<String, AggregateReport> reports) {
    Iterator<AggregateReport> all = reports.values().iterator();
    rows -= sizeOf(all.next());
    all.remove();
  }

  private static int sizeOf(AggregateReport report) {
    return report instanceof DmarcReport dmarc
        ? 1 + dmarc.rows().size()
        : 1 + ((TlsReport) report).failures().size();
  }

  /** The DMARC reports on {@code domain}, the latest first. */
  public List<DmarcReport> dmarc(String domain) {
    return of(domain, DmarcReport.class);
  }

  /** The TLS reports on {@code domain}, the latest first. */
  public List<TlsReport> tls(String domain) {
    return of(domain, TlsReport.class);
  }

  private synchronized <T extends AggregateReport> List<T> of(String domain, Class<T> type) {
    List<T> found = new ArrayList<>();
    Stream.ofNullable(byDomain.get(domain))
        .flatMap(reports -> reports.values().stream())
        .filter(type::isInstance)
        .map(type::cast)
        .forEach(found::add);
    found.sort(Comparator.comparing(AggregateReport::time).reversed());
    return found;
  }
}
