package dev.todoku.dns.posture;

import dev.todoku.dns.Answer;
import dev.todoku.dns.Dns;
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
  private final Findings findings;

  DkimCheck(Dns dns, Findings findings) {
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
    Answer any = dns.get(branch, RecordType.TXT);
    if (any.status() == Answer.Status.NO_NAME) {
      findings.add(Kind.DKIM_NONE, "TXT " + branch, Findings.said(any), "domain", domain);
      return;
    }
    if (any.isFailed()) {
      findings.add(Kind.DKIM_UNKNOWN, "TXT " + branch, Findings.said(any), "domain", domain);
      return;
    }
    boolean hit = false;
    Set<String> tried = new LinkedHashSet<>(hints);
    tried.addAll(USUAL);
    for (String selector : tried) {
      Answer answer = dns.get(selector + BRANCH + domain, RecordType.TXT);
      if (answer.isFound()) {
        hit = true;
        check(domain, selector, answer);
      }
    }
    if (!hit) {
      findings.add(
          Kind.DKIM_SELECTOR_NEEDED, "TXT *." + branch, Findings.said(any), "domain", domain);
    }
  }

  private void check(String domain, String selector, Answer answer) {
    String asked = "TXT " + selector + BRANCH + domain;
    if (!answer.isFound() || answer.values().size() > 1) {
      Kind kind =
          answer.isFailed()
              ? Kind.DKIM_UNKNOWN
              : answer.isFound() ? Kind.DKIM_SEVERAL : Kind.DKIM_MISSING;
      findings.add(kind, asked, Findings.said(answer), "domain", domain, "selector", selector);
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
      findings.add(Kind.DKIM_TESTING, asked, text, values);
    }
    if (key.onlyOldHash()) {
      findings.add(Kind.DKIM_OLD_HASH, asked, text, values);
    }
  }

  private static Kind judge(DkimKey key) {
    if (key.problem() != null) {
      return Kind.DKIM_WRONG;
    }
    if (key.isRevoked()) {
      return Kind.DKIM_REVOKED;
    }
    if (!key.type().equals(RSA) || key.bits() >= GOOD_BITS) {
      return Kind.DKIM_OK;
    }
    return key.bits() < LEAST_BITS ? Kind.DKIM_TOO_SHORT : Kind.DKIM_SHORT;
  }
}
