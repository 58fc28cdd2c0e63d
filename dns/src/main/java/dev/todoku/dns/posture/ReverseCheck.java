package dev.todoku.dns.posture;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.Ip;
import dev.todoku.dns.RecordType;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether an address has a name, the name has the address, and the server says the same. */
final class ReverseCheck {
  /** Words of names that access providers give to homes and phones. */
  private static final Pattern GENERIC =
      Pattern.compile("(^|[.-])(dyn|dynamic|dhcp|pool|ppp|dsl|adsl|cable|user|client)\\d*[.-]");

  /** At least two labels, the last one not all digits (RFC 5321 section 2.3.5). */
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]*");

  private final Dns dns;
  private final PostureFindings findings;

  ReverseCheck(Dns dns, PostureFindings findings) {
    this.dns = dns;
    this.findings = findings;
  }

  /**
   * Checks one address.
   *
   * @param helo null when nobody knows
   */
  void run(Ip ip, @Nullable String helo) {
    String asked = "PTR " + ip.reverseName();
    DnsAnswer names = dns.get(ip.reverseName(), RecordType.PTR);
    if (names.isFailed()) {
      findings.add(FindingKind.PTR_UNKNOWN, asked, names.problem(), "ip", ip.text());
    } else if (names.isEmpty()) {
      String example = helo == null ? "mail.example.jp" : helo;
      findings.add(
          FindingKind.PTR_MISSING,
          asked,
          PostureFindings.said(names),
          "ip",
          ip.text(),
          "record",
          ip.reverseName() + ". PTR " + example + ".");
    } else {
      confirm(ip, asked, names);
    }
    if (helo != null) {
      helo(ip, helo);
    }
  }

  private void confirm(Ip ip, String asked, DnsAnswer names) {
    List<String> confirmed = names.values().stream().filter(name -> leadsTo(name, ip)).toList();
    String type = ip.isV4() ? "A" : "AAAA";
    String first = names.values().get(0);
    if (confirmed.isEmpty()) {
      findings.add(
          FindingKind.PTR_NOT_CONFIRMED,
          asked,
          PostureFindings.said(names)
              + " ("
              + type
              + ": "
              + PostureFindings.said(addresses(first, ip))
              + ")",
          "ip",
          ip.text(),
          "name",
          first,
          "record",
          first + ". " + type + " " + ip);
      return;
    }
    String name = confirmed.get(0);
    findings.add(
        isGeneric(name, ip) ? FindingKind.PTR_GENERIC : FindingKind.PTR_OK,
        asked,
        PostureFindings.said(names),
        "ip",
        ip.text(),
        "name",
        name);
  }

  private void helo(Ip ip, String helo) {
    String asked = (ip.isV4() ? "A " : "AAAA ") + helo;
    if (!NAME.matcher(helo).matches()) {
      findings.add(FindingKind.HELO_NO_NAME, "HELO " + helo, helo, "name", helo);
      return;
    }
    DnsAnswer addresses = addresses(helo, ip);
    FindingKind kind = FindingKind.HELO_OK;
    if (addresses.isFailed()) {
      kind = FindingKind.HELO_UNKNOWN;
    } else if (addresses.isEmpty()) {
      kind = FindingKind.HELO_UNRESOLVED;
    } else if (!addresses.values().contains(ip.text())) {
      kind = FindingKind.HELO_ELSEWHERE;
    }
    findings.add(
        kind,
        asked,
        PostureFindings.said(addresses),
        "name",
        helo,
        "ip",
        ip.text(),
        "record",
        helo + (ip.isV4() ? ". A " : ". AAAA ") + ip);
  }

  private boolean leadsTo(String name, Ip ip) {
    return addresses(name, ip).values().contains(ip.text());
  }

  private DnsAnswer addresses(String name, Ip ip) {
    return dns.get(name, ip.isV4() ? RecordType.A : RecordType.AAAA);
  }

  /** Names that are made of the address, or of words for lines that change hands. */
  private static boolean isGeneric(String name, Ip ip) {
    String dashed = ip.dotted().replace('.', '-');
    String backwards = ip.reversed().replace('.', '-');
    String plain = name.replace('.', '-');
    return (ip.isV4() && (plain.contains(dashed) || plain.contains(backwards)))
        || GENERIC.matcher(name).find();
  }
}
