package dev.todoku.intake.powermta;

import dev.todoku.intake.log.LineParser;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.log.ServerFailureClasses;
import dev.todoku.schema.Reason;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** PowerMTA's accounting. */
public final class PowerMtaLog implements LogFormat {
  private static final Pattern TYPE = Pattern.compile(",\"?type\"?(?:,|\\s*$)");

  private final ServerFailureClasses categories =
      ServerFailureClasses.load(PowerMtaLog.class, "categories.tsv");

  @Override
  public String name() {
    return "powermta";
  }

  @Override
  public boolean looksLike(String line) {
    return isHeader(line);
  }

  /**
   * "type" is the first column, where nobody changed the order; every configuration has the time.
   */
  static boolean isHeader(String line) {
    String plain = line.startsWith("\ufeff") ? line.substring(1) : line;
    boolean isUsual = plain.startsWith("type,") || plain.startsWith("\"type\",");
    return isUsual
        ? plain.contains("time")
        : plain.contains("timeLogged") && TYPE.matcher(plain).find();
  }

  @Override
  public LineParser parser(ZoneId zone) {
    return new PowerMtaParser(zone, categories);
  }

  @Override
  public Reason reasonOf(String peerReason) {
    return categories.reasonOf(peerReason);
  }
}
