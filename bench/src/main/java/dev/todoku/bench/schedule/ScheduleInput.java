package dev.todoku.bench.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.todoku.schema.MailEvent;
import dev.todoku.schema.Send;
import dev.todoku.schema.Topics;
import dev.todoku.simulate.SimulatedDay;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What every schedule writes: a genuine log twice, as of two hosts, with the bounce messages of the
 * first; a simulated day with a block; a ledger; and mail to many domains hours after all that,
 * which closes every minute before it.
 *
 * @param records all of it, in the order of arrival
 * @param fates what becomes of the messages of the day and of the ledger
 * @param end event time of the closing mail; minutes from there on are not compared
 */
record ScheduleInput(List<InputRecord> records, Fates fates, long end) {
  private static final int CLOSING_ROUNDS = 3;
  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final long BEGIN =
      DAY.atStartOfDay(ZoneId.of("Asia/Tokyo")).toInstant().toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final String SAMPLES = "/dev/todoku/samples/";
  private static final DateTimeFormatter SYSLOG =
      DateTimeFormatter.ofPattern("uuuu MMM d HH:mm:ss", Locale.ENGLISH);

  /**
   * Makes it.
   *
   * @param mails of the simulated day; the ledger has half as many
   */
  static ScheduleInput of(long seed, int mails) {
    Fates fates = new Fates();
    List<InputRecord> records = new ArrayList<>();
    addLog(records, "mx");
    addLog(records, "mx2");
    addBounces(records);
    new SimulatedDay(seed, DAY, mails)
        .forEachRemaining(
            event -> {
              fates.add(event);
              records.add(InputRecord.of(event, event.time(), host(event)));
            });
    LedgerTraffic ledger = new LedgerTraffic(seed, fates, 60 * HOUR);
    int letters = mails / 2;
    for (int number = 0; number < letters; number++) {
      records.addAll(ledger.message(number, BEGIN + 24 * HOUR * number / letters));
    }
    records.sort(ScheduleInput::compare);
    long last = records.stream().mapToLong(InputRecord::arrival).max().orElse(BEGIN);
    long end = (last / HOUR + 4) * HOUR;
    for (int round = 0; round < CLOSING_ROUNDS; round++) {
      records.addAll(ClosingMail.at(end + round * 10L * MINUTE, fates));
    }
    return new ScheduleInput(List.copyOf(records), fates, end);
  }

  private static int compare(InputRecord a, InputRecord b) {
    return Long.compare(a.arrival(), b.arrival());
  }

  private static String host(MailEvent event) {
    return event instanceof Send send ? send.origin().host() : "";
  }

  private static void addLog(List<InputRecord> records, String host) {
    read("postfix/mail.log")
        .lines()
        .forEach(
            line -> {
              long time = timeOf(line);
              String text =
                  host.equals("mx")
                      ? line
                      : line.replaceFirst(" mx ", ' ' + host + ' ')
                          .replace("message-id=<", "message-id=<" + host + '.');
              records.add(
                  new InputRecord(
                      Topics.RAW_POSTFIX.name(),
                      host.getBytes(UTF_8),
                      text.getBytes(UTF_8),
                      time,
                      time,
                      host));
            });
  }

  private static long timeOf(String line) {
    String time = line.substring(0, "Nov 21 20:47:43".length()).replace("  ", " ");
    return LocalDateTime.parse(DAY.getYear() + " " + time, SYSLOG)
        .toInstant(ZoneOffset.UTC)
        .toEpochMilli();
  }

  private static void addBounces(List<InputRecord> records) {
    read("bounces/index.txt")
        .lines()
        .forEach(
            file -> {
              String message = read("bounces/" + file);
              int at = message.indexOf("\nDate: ") + "\nDate: ".length();
              String date = message.substring(at, message.indexOf(" (", at));
              Instant instant =
                  ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
              long time = instant.toEpochMilli();
              records.add(
                  new InputRecord(
                      Topics.RAW_BOUNCES.name(), null, message.getBytes(UTF_8), time, time, ""));
            });
  }

  private static String read(String name) {
    try (InputStream in = ScheduleInput.class.getResourceAsStream(SAMPLES + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }
}
