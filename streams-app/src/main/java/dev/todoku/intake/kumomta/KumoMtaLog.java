package dev.todoku.intake.kumomta;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.log.ServerFailureClasses;
import dev.todoku.schema.Reason;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** KumoMTA's log. */
public final class KumoMtaLog implements LogFormat {
  /** A type begins with a capital; other services have fields of the same names. */
  private static final Pattern TYPE = Pattern.compile("\"type\"\\s{0,4}:\\s{0,4}\"[A-Z]");

  private final ServerFailureClasses classes =
      ServerFailureClasses.load(KumoMtaLog.class, "classes.tsv");

  @Override
  public String name() {
    return "kumomta";
  }

  @Override
  public boolean looksLike(String line) {
    return line.indexOf('{') >= 0
        && TYPE.matcher(line).find()
        && (line.contains("\"num_attempts\"")
            || line.contains("\"bounce_classification\"")
            || line.contains("\"reception_protocol\"")
            || line.contains("\"egress_pool\""));
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new KumoMtaParser(zone);
  }

  @Override
  public Reason reasonOf(String peerReason) {
    return classes.reasonOf(peerReason);
  }
}
