package dev.todoku.intake;

import dev.todoku.intake.exchange.ExchangeTrace;
import dev.todoku.intake.exchange.ExchangeTracking;
import dev.todoku.intake.exim.EximLog;
import dev.todoku.intake.halon.HalonLog;
import dev.todoku.intake.haraka.HarakaLog;
import dev.todoku.intake.kumomta.KumoMtaLog;
import dev.todoku.intake.log.LogFormat;
import dev.todoku.intake.opensmtpd.OpenSmtpdLog;
import dev.todoku.intake.powermta.PowerMtaLog;
import dev.todoku.intake.sendmail.SendmailLog;
import dev.todoku.intake.stalwart.StalwartLog;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The logs that are read beside Postfix's: a new one is its package and one line here. */
public final class LogFormats {
  private static final List<LogFormat> ALL =
      List.of(
          new EximLog(),
          new SendmailLog(),
          new OpenSmtpdLog(),
          new KumoMtaLog(),
          new HalonLog(),
          new HarakaLog(),
          new StalwartLog(),
          new PowerMtaLog(),
          new ExchangeTracking(),
          new ExchangeTrace());

  private LogFormats() {}

  /** All of them; where a line could be of two, the first is right. */
  public static List<LogFormat> all() {
    return ALL;
  }

  /** Their names, for a person who chose none of them. */
  public static String names() {
    return ALL.stream().map(LogFormat::name).collect(Collectors.joining(", "));
  }

  /** The format that has a name, as in "exim". */
  public static Optional<LogFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
  }

  /** The format that a line is in by its shape. */
  public static Optional<LogFormat> of(String line) {
    return ALL.stream().filter(format -> format.looksLike(line)).findFirst();
  }
}
