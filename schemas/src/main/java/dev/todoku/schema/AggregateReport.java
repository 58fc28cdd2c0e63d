package dev.todoku.schema;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * What stands on {@code mail.aggregate-reports}: what a mailbox provider reports of a whole domain,
 * once a day. Such reports come by mail, to the address that the domain's DNS names; anyone can
 * write to it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DmarcReport.class, name = "dmarc"),
  @JsonSubTypes.Type(value = TlsReport.class, name = "tls")
})
public sealed interface AggregateReport permits DmarcReport, TlsReport {
  /** The domain that the report is about: the key of its records. */
  String domain();

  /** End of the time that the report is about. */
  long time();

  /** The organization that made the report. */
  String reporter();

  /** The report's name with that organization. */
  String reportId();

  /** Where the report came from, null until that is known. */
  @Nullable ReportSource source();

  /** Tells this report apart from others; one that is sent to two addresses comes twice. */
  @JsonIgnore
  default String identity() {
    return domain() + '\n' + reporter() + '\n' + reportId() + '\n' + time();
  }

  /** This report, which came by mail. */
  AggregateReport from(ReportSource source);
}
