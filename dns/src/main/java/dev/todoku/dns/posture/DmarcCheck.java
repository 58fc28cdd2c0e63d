package dev.todoku.dns.posture;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.RecordType;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What receivers are asked to do with mail that only pretends to be ours (RFC 7489). */
final class DmarcCheck {
  private static final String BRANCH = "_dmarc.";
  private static final String VERSION = "v=dmarc1";
  private static final Set<String> POLICIES = Set.of("none", "quarantine", "reject");
  private static final String MAILTO = "mailto:";

  private final Dns dns;
  private final PostureFindings findings;

  DmarcCheck(Dns dns, PostureFindings findings) {
    this.dns = dns;
    this.findings = findings;
  }

  /** The record of the domain itself holds, else that of the nearest domain above it. */
  void run(String domain) {
    for (String at = domain; at.indexOf('.') > 0; at = at.substring(at.indexOf('.') + 1)) {
      String asked = "TXT " + BRANCH + at;
      DnsAnswer answer = dns.get(BRANCH + at, RecordType.TXT);
      if (answer.isFailed()) {
        findings.add(FindingKind.DMARC_UNKNOWN, asked, answer.problem(), "domain", domain);
        return;
      }
      List<String> records = answer.values().stream().filter(DmarcCheck::isDmarc).toList();
      if (records.size() > 1) {
        findings.add(FindingKind.DMARC_SEVERAL, asked, PostureFindings.said(answer), "domain", at);
        return;
      }
      if (!records.isEmpty()) {
        judge(domain, at, asked, records.get(0));
        return;
      }
    }
    findings.add(FindingKind.DMARC_MISSING, "TXT " + BRANCH + domain, "none", "domain", domain);
  }

  private static boolean isDmarc(String text) {
    return text.replace(" ", "").toLowerCase(Locale.ROOT).startsWith(VERSION);
  }

  private void judge(String domain, String at, String asked, String text) {
    TagList tags = TagList.parse(text).orElse(null);
    boolean isInherited = !at.equals(domain);
    String policy = tags == null ? "" : policy(tags, isInherited);
    if (tags == null || !POLICIES.contains(policy)) {
      findings.add(FindingKind.DMARC_WRONG, asked, text, "domain", at, "detail", policy);
      return;
    }
    String alignment = "adkim=" + tags.get("adkim", "r") + ", aspf=" + tags.get("aspf", "r");
    findings.add(
        policy.equals("none") ? FindingKind.DMARC_ONLY_WATCHES : FindingKind.DMARC_OK,
        asked,
        text,
        "domain",
        at,
        "result",
        policy,
        "detail",
        alignment);
    if (!tags.get("pct", "100").equals("100")) {
      findings.add(
          FindingKind.DMARC_PARTIAL, asked, text, "domain", at, "count", tags.get("pct", ""));
    }
    reports(at, asked, text, tags.get("rua", ""));
  }

  private static String policy(TagList tags, boolean isInherited) {
    String policy = tags.get("p", "").toLowerCase(Locale.ROOT);
    return isInherited ? tags.get("sp", policy).toLowerCase(Locale.ROOT) : policy;
  }

  /** Somebody else's domain must say that it wants the reports (section 7.1). */
  private void reports(String domain, String asked, String text, String rua) {
    if (rua.isBlank()) {
      findings.add(FindingKind.DMARC_NO_REPORTS, asked, text, "domain", domain);
      return;
    }
    for (String uri : rua.toLowerCase(Locale.ROOT).split(",", -1)) {
      String address = uri.strip().replaceFirst("!.*$", "");
      String target = address.substring(address.lastIndexOf('@') + 1);
      boolean isForeign =
          address.startsWith(MAILTO)
              && !target.equals(domain)
              && !target.endsWith('.' + domain)
              && !domain.endsWith('.' + target);
      String permission = domain + "._report._dmarc." + target;
      if (isForeign && dns.get(permission, RecordType.TXT).isEmpty()) {
        findings.add(
            FindingKind.DMARC_REPORTS_REFUSED,
            "TXT " + permission,
            "none",
            "domain",
            domain,
            "name",
            target,
            "record",
            permission);
      }
    }
  }
}
