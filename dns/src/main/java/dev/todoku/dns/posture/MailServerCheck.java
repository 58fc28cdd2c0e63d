package dev.todoku.dns.posture;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.Ip;
import dev.todoku.dns.Question;
import dev.todoku.dns.RecordType;
import org.jspecify.annotations.Nullable;

/** Whether mail to the domain arrives: bounces, complaints and replies need it. */
final class MailServerCheck {
  /** What a null MX looks like (RFC 7505). */
  private static final String NULL_MX = "0 ";

  private final Dns dns;
  private final PostureFindings findings;

  MailServerCheck(Dns dns, PostureFindings findings) {
    this.dns = dns;
    this.findings = findings;
  }

  /** Returns false when there is no such domain, and so nothing else to look at. */
  boolean run(String domain) {
    String asked = new Question(domain, RecordType.MX).toString();
    DnsAnswer mx = dns.get(domain, RecordType.MX);
    switch (mx.status()) {
      case FAILED ->
          findings.add(FindingKind.MX_UNKNOWN, asked, PostureFindings.said(mx), "domain", domain);
      case NO_NAME ->
          findings.add(
              FindingKind.DOMAIN_UNKNOWN, asked, PostureFindings.said(mx), "domain", domain);
      case NO_DATA -> withoutMx(domain, asked);
      case FOUND -> withMx(domain, asked, mx);
    }
    return mx.status() != DnsAnswer.Status.NO_NAME;
  }

  private void withoutMx(String domain, String asked) {
    boolean hasAddress =
        dns.get(domain, RecordType.A).isFound() || dns.get(domain, RecordType.AAAA).isFound();
    findings.add(
        hasAddress ? FindingKind.MX_ONLY_ADDRESS : FindingKind.MX_NONE,
        asked,
        "no such record",
        "domain",
        domain);
    roles(domain, hasAddress);
  }

  private void withMx(String domain, String asked, DnsAnswer mx) {
    if (mx.values().contains(NULL_MX)) {
      findings.add(FindingKind.MX_NULL, asked, "0 .", "domain", domain);
      roles(domain, false);
      return;
    }
    boolean anyReachable = false;
    boolean allRight = true;
    for (String value : mx.values()) {
      FindingKind wrong = wrong(value.substring(value.indexOf(' ') + 1));
      anyReachable |= wrong == null || wrong == FindingKind.MX_IS_ALIAS;
      allRight &= wrong == null;
      if (wrong != null) {
        String name = value.substring(value.indexOf(' ') + 1);
        findings.add(wrong, asked, value, "domain", domain, "name", name);
      }
    }
    if (allRight) {
      findings.add(FindingKind.MX_OK, asked, PostureFindings.said(mx), "domain", domain);
    }
    roles(domain, anyReachable);
  }

  /** What is wrong with a mail server's name; null when nothing is, or nobody knows. */
  private @Nullable FindingKind wrong(String name) {
    if (Ip.parse(name).isPresent()) {
      return FindingKind.MX_IS_ADDRESS;
    }
    if (dns.get(name, RecordType.CNAME).isFound()) {
      return FindingKind.MX_IS_ALIAS;
    }
    boolean isNowhere =
        dns.get(name, RecordType.A).isEmpty() && dns.get(name, RecordType.AAAA).isEmpty();
    return isNowhere ? FindingKind.MX_WITHOUT_ADDRESS : null;
  }

  private void roles(String domain, boolean reachable) {
    findings.add(
        reachable ? FindingKind.ROLES_REACHABLE : FindingKind.ROLES_UNREACHABLE,
        "MX " + domain,
        "abuse@" + domain + ", postmaster@" + domain,
        "domain",
        domain);
  }
}
