package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who sent mail with a domain in the header From, and whether it was authenticated (RFC 7489
 * section 7.2).
 *
 * @param domain domain of the policy, in normal form
 * @param begin begin of the time that it is about
 * @param time end of that time
 * @param reporter the organization that made the report
 * @param reportId the report's name with that organization
 * @param policy what the domain asks receivers to do with mail that fails: "none", "quarantine" or
 *     "reject"; null when the report does not say
 * @param rows mail of one source address with one result, failures first, and the most mail first
 * @param omitted messages of rows that are left out: a report has room for {@link #ROWS}
 * @param source where the report came from, null until that is known
 */
public record DmarcReport(
    String domain,
    long begin,
    long time,
    String reporter,
    String reportId,
    @Nullable String policy,
    List<Row> rows,
    long omitted,
    @Nullable ReportSource source)
    implements AggregateReport {

  /** Most rows of a report. */
  public static final int ROWS = 100;

  /** What the receiving server did because of the policy. */
  public enum Disposition {
    NONE,
    QUARANTINE,
    REJECT
  }

  /**
   * Mail of one source address with one result.
   *
   * @param sourceIp the address that sent it
   * @param messages how many
   * @param disposition what the receiving server did because of the policy
   * @param dkimAligned whether DKIM passed for a domain that is aligned with the header From
   * @param spfAligned whether SPF passed for such a domain
   * @param override why the receiving server did not follow the policy, such as "forwarded" or
   *     "mailing_list"; null when it did
   * @param headerFrom domain of the header From, null when the report does not say
   * @param envelopeFrom domain of the envelope sender, null when the report does not say
   * @param checks what DKIM and SPF came to
   */
  public record Row(
      String sourceIp,
      long messages,
      Disposition disposition,
      boolean dkimAligned,
      boolean spfAligned,
      @Nullable String override,
      @Nullable String headerFrom,
      @Nullable String envelopeFrom,
      List<Check> checks) {

    /** Most checks of a row; genuine ones have three or four. */
    public static final int CHECKS = 10;

    public Row {
      Required.text(sourceIp, "sourceIp", Limits.DOMAIN);
      Required.count(messages, "messages");
      Required.present(disposition, "disposition");
      Required.bounded(override, "override", Limits.NAME);
      Required.bounded(headerFrom, "headerFrom", Limits.DOMAIN);
      Required.bounded(envelopeFrom, "envelopeFrom", Limits.DOMAIN);
      checks = Required.list(checks, "checks");
    }

    /** Whether the mail passed DMARC: one of the two is enough. */
    public boolean passed() {
      return dkimAligned || spfAligned;
    }
  }

  /**
   * What one check came to, aligned or not.
   *
   * @param method "dkim" or "spf"
   * @param domain the domain that was checked
   * @param selector of a DKIM key, null when unknown
   * @param result such as "pass", "fail" or "permerror"
   */
  public record Check(String method, String domain, @Nullable String selector, String result) {
    public Check {
      Required.text(method, "method", Limits.NAME);
      Required.text(domain, "domain", Limits.DOMAIN);
      Required.bounded(selector, "selector", Limits.DOMAIN);
      Required.text(result, "result", Limits.NAME);
    }
  }

  public DmarcReport {
    Required.reportHead(domain, begin, time, reporter, reportId, policy);
    rows = Required.list(rows, "rows");
    Required.count(omitted, "omitted");
  }

  @Override
  public DmarcReport from(ReportSource source) {
    return new DmarcReport(domain, begin, time, reporter, reportId, policy, rows, omitted, source);
  }
}
