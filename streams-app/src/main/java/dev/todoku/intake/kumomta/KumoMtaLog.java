package dev.todoku.intake.kumomta;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.log.ServerFailureClasses;
import dev.todoku.schema.Reason;
import java.time.ZoneId;

/** KumoMTA's log. */
public final class KumoMtaLog implements LogFormat {
  private final ServerFailureClasses classes =
      ServerFailureClasses.load(KumoMtaLog.class, "classes.tsv");

  @Override
  public String name() {
    return "kumomta";
  }

  @Override
  public boolean looksLike(String line) {
    return line.indexOf('{') >= 0
        && line.contains("\"type\"")
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
