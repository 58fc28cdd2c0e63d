package dev.todoku.dns;

import java.time.Duration;
import java.util.OptionalLong;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** How long answers hold. */
final class Ttl {
  /** Records with longer times are asked for again after a day: senders correct what is wrong. */
  static final Duration LONGEST = Duration.ofDays(1);

  /** RFC 9520 section 3.2 wants a second at least and five minutes at most. */
  static final Duration OF_FAILURES = Duration.ofSeconds(30);

  /** RFC 2308 section 5 advises one to three hours as the most. */
  private static final Duration LONGEST_OF_NOTHING = Duration.ofHours(1);

  /** Where a server does not say how long nothing is there. */
  private static final Duration USUAL_OF_NOTHING = Duration.ofMinutes(5);

  private Ttl() {}

  static Duration ofRecords(long seconds) {
    return Duration.ofSeconds(Math.min(seconds, LONGEST.toSeconds()));
  }

  /** The lesser of the SOA's time and its MINIMUM field (RFC 2308 section 5). */
  static Duration ofNothing(Message message) {
    OptionalLong given =
        message.getSection(Section.AUTHORITY).stream()
            .filter(SOARecord.class::isInstance)
            .mapToLong(Ttl::ofSoa)
            .min();
    return given.isEmpty()
        ? USUAL_OF_NOTHING
        : Duration.ofSeconds(Math.min(given.getAsLong(), LONGEST_OF_NOTHING.toSeconds()));
  }

  private static long ofSoa(Record record) {
    return Math.min(record.getTTL(), ((SOARecord) record).getMinimum());
  }
}
