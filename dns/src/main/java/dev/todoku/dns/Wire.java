package dev.todoku.dns;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/** Between our words and those of dnsjava. */
final class Wire {
  /** Aliases that a resolver left to us; more of them are taken for a loop. */
  private static final int MAX_ALIASES = 8;

  static final String ENDLESS = "aliases (CNAME) without end";

  private Wire() {}

  /** What a message says of a question: an answer, or the alias to ask for instead. */
  sealed interface Reading {
    /** It answers. */
    record Said(DnsAnswer answer) implements Reading {}

    /** Its chain of aliases ends at a name of which it says nothing. */
    record Elsewhere(String name, Duration ttl) implements Reading {}

    /** It cannot know; another resolver may. */
    record Useless(String problem) implements Reading {}
  }

  /** The query for {@code question}; null when no such name can be written (RFC 1035 2.3.4). */
  static @Nullable Message query(Question question) {
    try {
      Name name = Name.fromString(question.name().replace("\\", "\\\\") + ".", Name.root);
      return Message.newQuery(Record.newRecord(name, question.type().code(), DClass.IN));
    } catch (TextParseException noSuchNameCanBe) {
      return null;
    }
  }

  /** What {@code message} says of {@code question}. */
  static Reading read(Question question, Message message) {
    int code = message.getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      return new Reading.Useless(Rcode.string(code));
    }
    String name = question.name();
    long ttl = Ttl.LONGEST.toSeconds();
    List<Record> records = message.getSection(Section.ANSWER);
    for (int aliases = 0; aliases <= MAX_ALIASES; aliases++) {
      List<String> values = new ArrayList<>();
      Record alias = null;
      for (Record record : records) {
        if (!nameOf(record.getName()).equals(name)) {
          continue;
        }
        if (record.getType() == question.type().code()) {
          values.add(value(record));
          ttl = Math.min(ttl, record.getTTL());
        } else if (record instanceof CNAMERecord) {
          alias = record;
        }
      }
      if (!values.isEmpty()) {
        return said(DnsAnswer.found(values, Ttl.ofRecords(ttl)));
      }
      if (alias == null) {
        return nothing(question, name, message, Ttl.ofRecords(ttl));
      }
      ttl = Math.min(ttl, alias.getTTL());
      name = nameOf(((CNAMERecord) alias).getTarget());
    }
    return said(DnsAnswer.failed(ENDLESS, Ttl.OF_FAILURES));
  }

  private static Reading nothing(Question question, String name, Message message, Duration ttl) {
    Duration holds = Ttl.ofNothing(message);
    if (message.getRcode() == Rcode.NXDOMAIN) {
      return said(DnsAnswer.noName(holds));
    }
    boolean isAnswer =
        message.getSection(Section.AUTHORITY).stream().anyMatch(SOARecord.class::isInstance);
    return name.equals(question.name()) || isAnswer
        ? said(DnsAnswer.noData(holds))
        : new Reading.Elsewhere(name, ttl);
  }

  private static Reading said(DnsAnswer answer) {
    return new Reading.Said(answer);
  }

  private static String value(Record record) {
    if (record instanceof ARecord a) {
      return a.getAddress().getHostAddress();
    } else if (record instanceof AAAARecord aaaa) {
      return Ip.of(aaaa.getAddress()).text();
    } else if (record instanceof MXRecord mx) {
      return mx.getPriority() + " " + nameOf(mx.getTarget());
    } else if (record instanceof PTRRecord ptr) {
      return nameOf(ptr.getTarget());
    } else if (record instanceof TXTRecord txt) {
      return text(txt);
    } else if (record instanceof CNAMERecord alias) {
      return nameOf(alias.getTarget());
    }
    return record.rdataToString();
  }

  /** The strings of one record belong together without a space (RFC 7208 section 3.3). */
  private static String text(TXTRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Object part : record.getStringsAsByteArrays()) {
      bytes.writeBytes((byte[]) part);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  /** The root is the empty name: a null MX points to it (RFC 7505). */
  private static String nameOf(Name name) {
    return name.equals(Name.root)
        ? ""
        : name.toString(true).replace("\\\\", "\\").toLowerCase(Locale.ROOT);
  }
}
