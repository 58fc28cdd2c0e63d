package dev.todoku.dns.spf;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.Ip;
import dev.todoku.dns.RecordType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One check and what it has used up so far. */
final class SpfCheckState {
  /** Terms that look something up (RFC 7208 section 4.6.4). */
  static final int MAX_LOOKUPS = 10;

  /** Lookups that find nothing. */
  static final int MAX_VOID = 2;

  /** Mail servers of one "mx". */
  private static final int MAX_MAIL_SERVERS = 10;

  private static final Pattern LABEL = Pattern.compile("[^.]{1,63}");

  /** What a record says: the result, the term that said so, and where the explanation lies. */
  private record Ruling(
      SpfResult result, @Nullable String term, Expansion expansion, SpfRecord by) {}

  private final Dns dns;
  private final SpfRequest request;
  private final String receiver;
  private final InstantSource clock;
  private final ReverseNames names;
  private final List<SpfLookup> lookups = new ArrayList<>();
  private int voids;
  private @Nullable String ownRecord;

  SpfCheckState(Dns dns, SpfRequest request, String receiver, InstantSource clock) {
    this.dns = dns;
    this.request = request;
    this.receiver = receiver;
    this.clock = clock;
    this.names = new ReverseNames(dns, request.ip());
  }

  SpfVerdict run() {
    String domain = request.domain().toLowerCase(Locale.ROOT);
    if (!isName(domain)) {
      return new SpfVerdict(SpfResult.NONE, null, null, null, null, lookups);
    }
    try {
      ownRecord = PublishedSpf.record(dns, domain);
      if (ownRecord == null) {
        return new SpfVerdict(SpfResult.NONE, null, null, null, null, lookups);
      }
      Ruling diagnosis = rule(domain, ownRecord);
      return new SpfVerdict(
          diagnosis.result(), explanation(diagnosis), null, ownRecord, diagnosis.term(), lookups);
    } catch (SpfException e) {
      return new SpfVerdict(e.result(), null, e.getMessage(), ownRecord, null, lookups);
    }
  }

  /** Section 4.3: at least two labels, none empty, none too long. */
  private static boolean isName(String domain) {
    String bare = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    String[] labels = bare.split("\\.", -1);
    boolean wellFormed = true;
    for (String label : labels) {
      wellFormed &= LABEL.matcher(label).matches();
    }
    return wellFormed && labels.length > 1 && !bare.startsWith("[");
  }

  private Ruling rule(String domain, String text) {
    SpfRecord record = SpfRecord.parse(text);
    Expansion expansion = new Expansion(request, domain, names, receiver, clock);
    for (Term.Mechanism mechanism : record.mechanisms()) {
      charge(domain, mechanism);
      if (matches(mechanism, expansion)) {
        return new Ruling(mechanism.qualifier(), mechanism.text(), expansion, record);
      }
    }
    return record.redirect() == null
        ? new Ruling(SpfResult.NEUTRAL, null, expansion, record)
        : redirected(domain, record.redirect(), expansion);
  }

  private Ruling redirected(String domain, Term.Redirect redirect, Expansion expansion) {
    charge(domain, redirect);
    String target = expansion.name(redirect.domain());
    String text = isName(target) ? PublishedSpf.record(dns, target) : null;
    if (text == null) {
      throw SpfException.permanent(redirect.text() + ": there is no record");
    }
    return rule(target, text);
  }

  private boolean matches(Term.Mechanism mechanism, Expansion expansion) {
    if (mechanism instanceof Term.All) {
      return true;
    } else if (mechanism instanceof Term.Network network) {
      return request.ip().sharesPrefix(network.network(), network.length());
    } else if (mechanism instanceof Term.Hosts hosts) {
      String name = expansion.name(hosts.domain());
      return hosts.ofMailServers() ? matchesMailServers(hosts, name) : matchesHost(hosts, name);
    } else if (mechanism instanceof Term.Include include) {
      return matchesInclude(include, expansion.name(include.domain()));
    } else if (mechanism instanceof Term.Exists exists) {
      return lookUp(expansion.name(exists.domain()), RecordType.A).isFound();
    } else if (mechanism instanceof Term.Reverse reverse) {
      return names.anyWithin(expansion.name(reverse.domain()));
    }
    throw new IllegalStateException(mechanism.text());
  }

  private boolean matchesMailServers(Term.Hosts hosts, String name) {
    List<String> servers = lookUp(name, RecordType.MX).values();
    if (servers.size() > MAX_MAIL_SERVERS) {
      throw SpfException.permanent(
          hosts.text() + ": more than " + MAX_MAIL_SERVERS + " MX records");
    }
    for (String server : servers) {
      String host = server.substring(server.indexOf(' ') + 1);
      if (!host.isEmpty() && matchesHost(hosts, host)) {
        return true;
      }
    }
    return false;
  }

  private boolean matchesHost(Term.Hosts hosts, String name) {
    boolean v4 = request.ip().isV4();
    DnsAnswer addresses = lookUp(name, v4 ? RecordType.A : RecordType.AAAA);
    int length = v4 ? hosts.lengthV4() : hosts.lengthV6();
    return addresses.values().stream()
        .flatMap(address -> Ip.parse(address).stream())
        .anyMatch(address -> address.sharesPrefix(request.ip(), length));
  }

  /** Section 5.2: what passes there matches here; a domain without a record is a mistake. */
  private boolean matchesInclude(Term.Include include, String target) {
    String text = isName(target) ? PublishedSpf.record(dns, target) : null;
    if (text == null) {
      throw SpfException.permanent(include.text() + ": there is no record");
    }
    return rule(target, text).result() == SpfResult.PASS;
  }

  private DnsAnswer lookUp(String name, RecordType type) {
    DnsAnswer answer = dns.get(name, type);
    if (answer.isFailed()) {
      throw SpfException.temporary(type + " " + name + ": " + answer.problem());
    }
    if (answer.isEmpty() && ++voids > MAX_VOID) {
      throw SpfException.permanent(
          "more than " + MAX_VOID + " lookups find nothing, the last one " + type + " " + name);
    }
    return answer;
  }

  private void charge(String domain, Term term) {
    if (term.looksUp()) {
      lookups.add(new SpfLookup(domain, term.text()));
      if (lookups.size() > MAX_LOOKUPS) {
        throw SpfException.permanent("more than " + MAX_LOOKUPS + " lookups");
      }
    }
  }

  /** Section 6.2: whatever goes wrong, there is no explanation. */
  private @Nullable String explanation(Ruling diagnosis) {
    if (diagnosis.result() != SpfResult.FAIL || diagnosis.by().explanation() == null) {
      return null;
    }
    String name = diagnosis.expansion().name(diagnosis.by().explanation().domain());
    List<String> texts = dns.get(name, RecordType.TXT).values();
    try {
      return texts.size() == 1
          ? diagnosis.expansion().text(MacroString.explanation(texts.get(0)))
          : null;
    } catch (SpfException e) {
      return null;
    }
  }
}
