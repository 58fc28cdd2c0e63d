package dev.todoku.dns.spf;

import dev.todoku.dns.Dns;
import dev.todoku.dns.DnsAnswer;
import dev.todoku.dns.RecordType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the record that a domain publishes (RFC 7208 sections 4.4 and 4.5). */
final class PublishedSpf {
  private PublishedSpf() {}

  /**
   * The text of the record, null when there is none.
   *
   * @throws SpfException when nobody knows, or there are several
   */
  static @Nullable String record(Dns dns, String domain) {
    DnsAnswer answer = dns.get(domain, RecordType.TXT);
    if (answer.isFailed()) {
      throw SpfException.temporary("TXT " + domain + ": " + answer.problem());
    }
    List<String> records = answer.values().stream().filter(SpfRecord::isSpf).toList();
    if (records.size() > 1) {
      throw SpfException.permanent(domain + " publishes " + records.size() + " SPF records");
    }
    return records.isEmpty() ? null : records.get(0);
  }
}
