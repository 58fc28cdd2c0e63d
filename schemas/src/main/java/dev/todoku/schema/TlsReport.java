package dev.todoku.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a provider could send to a domain over TLS, as the domain's policy demands (RFC 8460).
 *
 * @param domain the domain that takes the mail, in normal form
 * @param begin begin of the time that it is about
 * @param time end of that time
 * @param reporter the organization that made the report
 * @param reportId the report's name with that organization
 * @param policy "sts", "tlsa" or "no-policy-found"; null when the report does not say
 * @param successful sessions over TLS
 * @param failed sessions that failed
 * @param failures why sessions failed, the most first; {@link #FAILURES} at most
 * @param source where the report came from, null until that is known
 */
public record TlsReport(
    String domain,
    long begin,
    long time,
    String reporter,
    String reportId,
    @Nullable String policy,
    long successful,
    long failed,
    List<FailedSessions> failures,
    @Nullable ReportSource source)
    implements AggregateReport {

  /** Most failures of a report. */
  public static final int FAILURES = 100;

  /**
   * Sessions that failed for one reason.
   *
   * @param result such as "certificate-expired" or "starttls-not-supported" (RFC 8460 section 4.3)
   * @param sessions how many
   * @param sendingIp the provider's address, null when the report does not say
   * @param receivingHost name of the server that should have taken the mail, null when the report
   *     does not say
   * @param detail the reporter's words, null when it has none
   */
  public record FailedSessions(
      String result,
      long sessions,
      @Nullable String sendingIp,
      @Nullable String receivingHost,
      @Nullable String detail) {
    public FailedSessions {
      Required.text(result, "result", Limits.NAME);
      Required.count(sessions, "sessions");
      Required.bounded(sendingIp, "sendingIp", Limits.DOMAIN);
      Required.bounded(receivingHost, "receivingHost", Limits.DOMAIN);
      Required.bounded(detail, "detail", Limits.REPLY);
    }
  }

  public TlsReport {
    Required.reportHead(domain, begin, time, reporter, reportId, policy);
    Required.count(successful, "successful");
    Required.count(failed, "failed");
    failures = Required.list(failures, "failures");
  }

  @Override
  public TlsReport from(ReportSource source) {
    return new TlsReport(
        domain, begin, time, reporter, reportId, policy, successful, failed, failures, source);
  }
}
