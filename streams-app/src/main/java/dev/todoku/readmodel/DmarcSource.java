package dev.todoku.readmodel;

import dev.todoku.schema.DmarcReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the DMARC reports on a domain say together of one address that sends as it.
 *
 * @param sourceIp the address
 * @param messages all of its mail
 * @param dkimAligned mail for which DKIM passed, aligned
 * @param spfAligned mail for which SPF passed, aligned
 * @param failed mail for which neither did
 * @param refused mail that was rejected or quarantined for it
 * @param reporters who reported it
 */
public record DmarcSource(
    String sourceIp,
    long messages,
    long dkimAligned,
    long spfAligned,
    long failed,
    long refused,
    Set<String> reporters) {

  /** The sources in {@code reports}: those with the most failures first, then the largest. */
  public static List<DmarcSource> of(List<DmarcReport> reports) {
    Map<String, DmarcSource> byIp = new LinkedHashMap<>();
    for (DmarcReport report : reports) {
      for (DmarcReport.Row row : report.rows()) {
        byIp.merge(row.sourceIp(), of(row, report.reporter()), DmarcSource::plus);
      }
    }
    List<DmarcSource> sources = new ArrayList<>(byIp.values());
    sources.sort(
        Comparator.comparing(DmarcSource::failed).thenComparing(DmarcSource::messages).reversed());
    return sources;
  }

  private static DmarcSource of(DmarcReport.Row row, String reporter) {
    boolean isRefused = row.disposition() != DmarcReport.Disposition.NONE;
    return new DmarcSource(
        row.sourceIp(),
        row.messages(),
        row.dkimAligned() ? row.messages() : 0,
        row.spfAligned() ? row.messages() : 0,
        row.passed() ? 0 : row.messages(),
        isRefused ? row.messages() : 0,
        Set.of(reporter));
  }

  private DmarcSource plus(DmarcSource other) {
    Set<String> all = new TreeSet<>(reporters);
    all.addAll(other.reporters);
    return new DmarcSource(
        sourceIp,
        messages + other.messages,
        dkimAligned + other.dkimAligned,
        spfAligned + other.spfAligned,
        failed + other.failed,
        refused + other.refused,
        all);
  }
}
