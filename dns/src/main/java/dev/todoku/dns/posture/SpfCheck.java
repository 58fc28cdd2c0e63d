package dev.todoku.dns.posture;

import dev.todoku.dns.Dns;
import dev.todoku.dns.Ip;
import dev.todoku.dns.spf.SpfEvaluator;
import dev.todoku.dns.spf.SpfRequest;
import dev.todoku.dns.spf.SpfResult;
import dev.todoku.dns.spf.SpfSurvey;
import dev.todoku.dns.spf.SpfSurveyor;
import dev.todoku.dns.spf.SpfVerdict;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/** Whether SPF lets the sender's addresses pass (RFC 7208). */
final class SpfCheck {
  private static final int LIMIT = 10;

  /** From here on, an addition of a provider that is included may break the record. */
  private static final int NEAR = 9;

  private static final String FIRST = "v=spf1";

  private final Dns dns;
  private final InstantSource clock;
  private final PostureFindings findings;

  SpfCheck(Dns dns, InstantSource clock, PostureFindings findings) {
    this.dns = dns;
    this.clock = clock;
    this.findings = findings;
  }

  void run(PostureRequest request) {
    String domain = request.domain();
    String asked = "TXT " + domain;
    SpfSurvey survey = SpfSurveyor.survey(dns, domain);
    if (survey.problem() != null) {
      findings.add(
          survey.isTemporary() ? FindingKind.SPF_UNKNOWN : FindingKind.SPF_WRONG,
          asked,
          survey.record() == null ? survey.problem() : survey.record(),
          "domain",
          domain,
          "detail",
          survey.problem());
    } else if (survey.record() == null) {
      // Where nobody says which addresses send, the mail servers are the best guess.
      String senders = request.ips().isEmpty() ? "mx" : terms(request.ips());
      String missing = FIRST + ' ' + senders + " ~all";
      findings.add(
          FindingKind.SPF_MISSING,
          asked,
          "none",
          "domain",
          domain,
          "record",
          ZoneText.quoted(missing));
    } else {
      judge(domain, asked, survey);
    }
    String record = survey.record();
    if (record != null && !survey.isTemporary()) {
      request.ips().forEach(ip -> check(request, survey, record, ip));
    }
  }

  private void judge(String domain, String asked, SpfSurvey survey) {
    String count = String.valueOf(survey.total());
    String[] values = {"domain", domain, "count", count, "detail", survey.breakdown()};
    if (survey.total() > LIMIT) {
      findings.add(FindingKind.SPF_TOO_MANY_LOOKUPS, asked, survey.record(), values);
    } else if (survey.total() >= NEAR) {
      findings.add(FindingKind.SPF_MANY_LOOKUPS, asked, survey.record(), values);
    }
    if (survey.all() == SpfResult.PASS) {
      findings.add(FindingKind.SPF_ALLOWS_ALL, asked, survey.record(), values);
    } else if (survey.all() == null || survey.all() == SpfResult.NEUTRAL) {
      findings.add(FindingKind.SPF_OPEN_END, asked, survey.record(), values);
    }
    if (survey.usesPtr()) {
      findings.add(FindingKind.SPF_PTR, asked, survey.record(), values);
    }
    if (survey.total() <= LIMIT && survey.all() != SpfResult.PASS) {
      String detail = survey.total() == 0 ? "" : ": " + survey.breakdown();
      findings.add(
          FindingKind.SPF_OK,
          asked,
          survey.record(),
          "domain",
          domain,
          "count",
          count,
          "detail",
          detail);
    }
  }

  private void check(PostureRequest request, SpfSurvey survey, String record, Ip ip) {
    String helo = request.helo() == null ? request.domain() : request.helo();
    SpfVerdict verdict =
        new SpfEvaluator(dns, clock)
            .check(SpfRequest.mailFrom(ip, "postmaster@" + request.domain(), helo));
    if (verdict.result() == SpfResult.PERMERROR && isTold(survey)) {
      return;
    }
    String why = verdict.problem() == null ? verdict.term() : verdict.problem();
    findings.add(
        kind(verdict.result()),
        "SPF " + request.domain() + ' ' + ip,
        verdict.result().word() + (why == null ? "" : " (" + why + ")"),
        "domain",
        request.domain(),
        "ip",
        ip.text(),
        "result",
        verdict.result().word(),
        "detail",
        why == null ? "-" : why,
        "record",
        ZoneText.quoted(with(record, ip)));
  }

  /** Whether the mistake that every address meets stands in the report already. */
  private static boolean isTold(SpfSurvey survey) {
    return survey.problem() != null || survey.total() > LIMIT;
  }

  private static FindingKind kind(SpfResult result) {
    return switch (result) {
      case PASS -> FindingKind.SPF_PASSES;
      case TEMPERROR -> FindingKind.SPF_UNKNOWN;
      case PERMERROR -> FindingKind.SPF_WRONG;
      case NONE, NEUTRAL, FAIL, SOFTFAIL -> FindingKind.SPF_DOES_NOT_PASS;
    };
  }

  /** The record that lets {@code ip} pass too: right at the beginning, where nothing precedes. */
  private static String with(String record, Ip ip) {
    return FIRST + ' ' + terms(List.of(ip)) + record.substring(FIRST.length());
  }

  private static String terms(List<Ip> ips) {
    return ips.stream()
        .map(ip -> (ip.isV4() ? "ip4:" : "ip6:") + ip)
        .collect(Collectors.joining(" "));
  }
}
