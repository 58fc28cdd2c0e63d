package dev.todoku.cli.parse;

import dev.todoku.schema.DmarcReport;
import dev.todoku.schema.Reason;
import dev.todoku.schema.TlsReport;
import dev.todoku.text.Language;
import dev.todoku.text.ReasonNames;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of one language, and how it writes times. */
final class ParseWords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  private final ResourceBundle bundle;
  private final ReasonNames reasons;
  private final ZoneId zone;

  /**
   * The words of {@code language}.
   *
   * @param zone in which times are shown
   */
  ParseWords(Language language, ZoneId zone) {
    this.bundle = language.bundle("dev.todoku.cli.parse.words");
    this.reasons = new ReasonNames(language);
    this.zone = zone;
  }

  /** The word of {@code key} with {0}, {1} … replaced. */
  String get(String key, Object... values) {
    String text = bundle.getString(key);
    for (int i = 0; i < values.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(values[i]));
    }
    return text;
  }

  /** The word of a constant, as in {@code fault.ADDRESS}. */
  String of(String group, Enum<?> constant) {
    return get(group + '.' + constant.name());
  }

  String of(Reason reason) {
    return reasons.of(reason);
  }

  /** Mail of one source address: how much, what failed, and what was done about it. */
  String dmarcRow(DmarcReport.Row row) {
    List<String> parts = new ArrayList<>();
    parts.add(get("dmarc.row", row.sourceIp(), row.messages()));
    parts.add(get("dmarc.dkim." + row.dkimAligned()));
    parts.add(get("dmarc.spf." + row.spfAligned()));
    parts.add(of("disposition", row.disposition()));
    if (row.override() != null) {
      parts.add(get("dmarc.override", row.override()));
    }
    return String.join(", ", parts);
  }

  /** Sessions that failed for one reason. */
  String tlsFailure(TlsReport.FailedSessions failure) {
    return get("tls.failure", failure.result(), failure.sessions())
        + (failure.receivingHost() == null ? "" : ", " + failure.receivingHost())
        + (failure.detail() == null ? "" : ", " + failure.detail());
  }

  /** A time, with its offset. */
  String time(long millis) {
    return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
  }
}
