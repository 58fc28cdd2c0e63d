package dev.todoku.bounce.aggregate;

import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.Limits;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads DMARC aggregate reports (RFC 7489 appendix C), element by element: namespaces and order are
 * not looked at, since reporters differ in them.
 */
final class DmarcReader {
  /** Genuine reports nest five deep. */
  private static final int MAX_DEPTH = 16;

  /** Of the text of one element. */
  private static final int MAX_TEXT = 4096;

  /** Different rows that are kept to be added up; messages of further ones are counted. */
  private static final int MAX_DIFFERENT = 10_000;

  private final long receivedAt;
  private final Map<DmarcReport.Row, Long> rows = new LinkedHashMap<>();
  private final Map<String, String> head = new LinkedHashMap<>();
  private long omitted;

  private Map<String, String> record = new LinkedHashMap<>();
  private Map<String, String> check = new LinkedHashMap<>();
  private List<DmarcReport.Check> checks = new ArrayList<>();

  private DmarcReader(long receivedAt) {
    this.receivedAt = receivedAt;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    return factory;
  }

  /**
   * Reads {@code xml}.
   *
   * @param receivedAt when the report came, in ms; its times where it gives no credible ones
   * @return null when it is XML of another kind
   * @throws UnreadableReport when it breaks off, nests too deep or names no domain
   */
  static @Nullable DmarcReport read(InputStream xml, long receivedAt) throws UnreadableReport {
    DmarcReader reader = new DmarcReader(receivedAt);
    try {
      return reader.readAll(factory().createXMLStreamReader(xml)) ? reader.report() : null;
    } catch (XMLStreamException broken) {
      throw new UnreadableReport("a DMARC report that is broken: " + firstLine(broken));
    }
  }

  private static String firstLine(XMLStreamException broken) {
    Throwable why = broken.getNestedException() == null ? broken : broken.getNestedException();
    return String.valueOf(why.getMessage()).lines().findFirst().orElse("");
  }

  private boolean readAll(XMLStreamReader xml) throws XMLStreamException, UnreadableReport {
    List<String> path = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        path.add(xml.getLocalName());
        if (path.size() == 1 && !path.get(0).equals("feedback")) {
          return false;
        }
        if (path.size() > MAX_DEPTH) {
          throw new UnreadableReport("a DMARC report that nests deeper than " + MAX_DEPTH);
        }
        text.setLength(0);
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        text.append(xml.getText(), 0, Math.min(MAX_TEXT - text.length(), xml.getTextLength()));
      } else if (event == XMLStreamConstants.DTD) {
        throw new UnreadableReport("a DMARC report with a document type of its own");
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        onEnd(path, text.toString());
        path.remove(path.size() - 1);
        text.setLength(0);
      }
    }
    return true;
  }

  private void onEnd(List<String> path, String text) {
    String name = path.get(path.size() - 1);
    if (!path.contains("record")) {
      head.putIfAbsent(inside(path) + name, text);
    } else if (name.equals("record")) {
      addRow();
    } else if (path.contains("auth_results")) {
      onResult(path, name, text);
    } else {
      record.putIfAbsent(inside(path) + name, text);
    }
  }

  /** Names of one element mean different things in policy, reason and identifiers. */
  private static String inside(List<String> path) {
    String parent = path.size() < 2 ? "" : path.get(path.size() - 2);
    return switch (parent) {
      case "policy_published", "reason" -> parent + '/';
      default -> "";
    };
  }

  private void onResult(List<String> path, String name, String text) {
    String parent = path.get(path.size() - 2);
    if (parent.equals("dkim") || parent.equals("spf")) {
      check.putIfAbsent(name, text);
    } else if (name.equals("dkim") || name.equals("spf")) {
      String domain = Values.domain(check.get("domain"));
      String result = Values.word(check.get("result"));
      if (domain != null && result != null && checks.size() < DmarcReport.Row.CHECKS) {
        String selector = Values.text(check.get("selector"), Limits.DOMAIN);
        checks.add(new DmarcReport.Check(name, domain, selector, result));
      }
      check = new LinkedHashMap<>();
    }
  }

  private void addRow() {
    String ip = Values.text(record.get("source_ip"), Limits.DOMAIN);
    long messages = Values.count(record.get("count"), 1);
    if (ip != null) {
      DmarcReport.Row row =
          new DmarcReport.Row(
              ip,
              0,
              disposition(Values.word(record.get("disposition"))),
              "pass".equals(Values.word(record.get("dkim"))),
              "pass".equals(Values.word(record.get("spf"))),
              Values.word(record.get("reason/type")),
              Values.domain(record.get("header_from")),
              Values.domain(record.get("envelope_from")),
              checks);
      if (rows.size() < MAX_DIFFERENT || rows.containsKey(row)) {
        rows.merge(row, messages, Long::sum);
      } else {
        omitted += messages;
      }
    }
    record = new LinkedHashMap<>();
    checks = new ArrayList<>();
  }

  private static DmarcReport.Disposition disposition(@Nullable String word) {
    return switch (Objects.toString(word, "")) {
      case "reject" -> DmarcReport.Disposition.REJECT;
      case "quarantine" -> DmarcReport.Disposition.QUARANTINE;
      default -> DmarcReport.Disposition.NONE;
    };
  }

  private DmarcReport report() throws UnreadableReport {
    String domain = Values.domain(head.get("policy_published/domain"));
    if (domain == null) {
      throw new UnreadableReport("a DMARC report that names no domain");
    }
    List<DmarcReport.Row> sorted =
        rows.entrySet().stream()
            .map(row -> withCount(row.getKey(), row.getValue()))
            .sorted(
                Comparator.comparing(DmarcReport.Row::passed)
                    .thenComparing(DmarcReport.Row::messages, Comparator.reverseOrder()))
            .toList();
    List<DmarcReport.Row> kept = sorted.subList(0, Math.min(DmarcReport.ROWS, sorted.size()));
    for (DmarcReport.Row left : sorted.subList(kept.size(), sorted.size())) {
      omitted += left.messages();
    }
    long end = Values.epoch(head.get("end"), receivedAt);
    return new DmarcReport(
        domain,
        Math.min(end, Values.epoch(head.get("begin"), end)),
        end,
        Objects.toString(Values.text(head.get("org_name"), Limits.NAME), "unknown"),
        Objects.toString(Values.text(head.get("report_id"), Limits.NAME), "unknown"),
        Values.word(head.get("policy_published/p")),
        kept,
        omitted,
        null);
  }

  private static DmarcReport.Row withCount(DmarcReport.Row row, long messages) {
    return new DmarcReport.Row(
        row.sourceIp(),
        messages,
        row.disposition(),
        row.dkimAligned(),
        row.spfAligned(),
        row.override(),
        row.headerFrom(),
        row.envelopeFrom(),
        row.checks());
  }
}
