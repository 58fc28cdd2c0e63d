package dev.todoku.dns.posture;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.RecordType;
import dev.todoku.table.Line;
import dev.todoku.table.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Whether the keys that sign are there and strong (RFC 6376, RFC 8301, RFC 8463). */
final class DkimCheck {
  private static final String BRANCH = "._domainkey.";
  private static final String RSA = "rsa";

  /** Verifiers must not take less (RFC 8301 section 3.2). */
  private static final int LEAST_BITS = 1024;

  /** Signers should use this (RFC 8301 section 3.2). */
  private static final int GOOD_BITS = 2048;

  private static final List<String> USUAL =
      Table.read(DkimCheck.class, "selectors.txt").stream().map(Line::text).toList();

  private final Dns dns;
  private final PostureFindings findings;

  DkimCheck(Dns dns, PostureFindings findings) {
    this.dns = dns;
    this.findings = findings;
  }

  void run(PostureRequest request) {
    String domain = request.domain();
    if (request.selectors().isEmpty()) {
      guess(domain, request.hints());
    }
    for (String selector : request.selectors()) {
      check(domain, selector, dns.get(selector + BRANCH + domain, RecordType.TXT));
    }
  }

  /** Where the branch does not exist there is no key, and nothing needs to be guessed. */
  private void guess(String domain, List<String> hints) {
    String branch = BRANCH.substring(1) + domain;
    DnsAnswer any = dns.get(branch, RecordType.TXT);
    if (any.status() == DnsAnswer.Status.NO_NAME) {
      findings.add(
          FindingKind.DKIM_NONE, "TXT " + branch, PostureFindings.said(any), "domain", domain);
      return;
    }
    if (any.isFailed()) {
      findings.add(
          FindingKind.DKIM_UNKNOWN, "TXT " + branch, PostureFindings.said(any), "domain", domain);
      return;
    }
    boolean hit = false;
    Set<String> tried = new LinkedHashSet<>(hints);
    tried.addAll(USUAL);
    for (String selector : tried) {
      DnsAnswer answer = dns.get(selector + BRANCH + domain, RecordType.TXT);
      if (answer.isFound()) {
        hit = true;
        check(domain, selector, answer);
      }
    }
    if (!hit) {
      findings.add(
          FindingKind.DKIM_SELECTOR_NEEDED,
          "TXT *." + branch,
          PostureFindings.said(any),
          "domain",
          domain);
    }
  }

  private void check(String domain, String selector, DnsAnswer answer) {
    String asked = "TXT " + selector + BRANCH + domain;
    if (!answer.isFound() || answer.values().size() > 1) {
      FindingKind kind =
          answer.isFailed()
              ? FindingKind.DKIM_UNKNOWN
              : answer.isFound() ? FindingKind.DKIM_SEVERAL : FindingKind.DKIM_MISSING;
      findings.add(
          kind, asked, PostureFindings.said(answer), "domain", domain, "selector", selector);
      return;
    }
    String text = answer.values().get(0);
    DkimKey key = DkimKey.parse(text);
    String[] values = {
      "domain",
      domain,
      "selector",
      selector,
      "count",
      String.valueOf(key.bits()),
      "name",
      key.type(),
      "detail",
      key.problem()
    };
    findings.add(judge(key), asked, text, values);
    if (key.isTesting() && !key.isRevoked()) {
      findings.add(FindingKind.DKIM_TESTING, asked, text, values);
    }
    if (key.onlyOldHash()) {
      findings.add(FindingKind.DKIM_OLD_HASH, asked, text, values);
    }
  }

  private static FindingKind judge(DkimKey key) {
    if (key.problem() != null) {
      return FindingKind.DKIM_WRONG;
    }
    if (key.isRevoked()) {
      return FindingKind.DKIM_REVOKED;
    }
    if (!key.type().equals(RSA) || key.bits() >= GOOD_BITS) {
      return FindingKind.DKIM_OK;
    }
    return key.bits() < LEAST_BITS ? FindingKind.DKIM_TOO_SHORT : FindingKind.DKIM_SHORT;
  }
}
