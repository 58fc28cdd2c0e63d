package dev.todoku.incidents;

import static dev.todoku.testing.Mail.at;

import dev.todoku.dns.fact.FactHistory;
import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.DnsFact;
import dev.todoku.schema.Evidence;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.ListingFact;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Severity;
import dev.todoku.schema.Signal;
import dev.todoku.wire.SenderActivity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Signals and records of activity of a day with troubles, made up from a seed. */
public final class SignalSet {
  private static final long MINUTE = 60_000;
  private static final String LISTED = "192.0.2.10";

  private final Random random;
  private final List<Object> events = new ArrayList<>();

  private SignalSet(long seed) {
    random = new Random(seed);
  }

  /** In the order of their times. */
  static List<Object> of(long seed) {
    SignalSet set = new SignalSet(seed);
    for (String ip : List.of(LISTED, "192.0.2.11", "192.0.2.12")) {
      for (String provider : List.of("docomo", "au")) {
        set.stream(new Scope(provider, ip, null), Cause.IP_BLOCK, Cause.RATE_LIMITING);
      }
      set.stream(new Scope("docomo", ip, null), Cause.VOLUME_SURGE, Cause.VOLUME_SURGE);
    }
    set.stream(new Scope("docomo", null, "shop.test"), Cause.DOMAIN_BLOCK, Cause.DOMAIN_BLOCK);
    set.stream(new Scope("au", null, "shop.test"), Cause.DOMAIN_BLOCK, Cause.DOMAIN_BLOCK);
    set.stream(new Scope(null, null, "shop.test"), Cause.BOUNCE_RATE, Cause.BOUNCE_RATE);
    for (long time = at("08:00"); time < at("20:00"); time += 5 * MINUTE) {
      set.events.add(new SenderActivity(new Scope(null, LISTED, null), time));
    }
    set.events.sort((one, other) -> Long.compare(time(one), time(other)));
    return set.events;
  }

  static long time(Object event) {
    return event instanceof Signal signal ? signal.time() : ((SenderActivity) event).time();
  }

  static String subject(Object event) {
    return event instanceof Signal signal
        ? signal.subject()
        : ((SenderActivity) event).sender().subject();
  }

  /** One list has an address from 10:00 to 15:00. */
  static KnownFacts facts() {
    FactHistory history =
        FactHistory.NONE
            .with(listing(ListingFact.State.LISTED, "10:00"))
            .with(listing(ListingFact.State.CLEAR, "15:00"));
    return (ips, domains, time) ->
        ips.contains(LISTED) ? history.at(time).stream().toList() : List.of();
  }

  private static DnsFact listing(ListingFact.State state, String time) {
    return new ListingFact(
        LISTED, "zen.test", at(time), at(time), state, List.of(), List.of(), null, null);
  }

  /** Up to three alarms, one after the other: raised, growing, and cleared unless the day ends. */
  private void stream(Scope scope, Cause usual, Cause other) {
    long time = at("06:00") + random.nextInt(6 * 60) * MINUTE;
    int alarms = random.nextInt(4);
    for (int alarm = 0; alarm < alarms && time < at("20:00"); alarm++) {
      Cause cause = random.nextInt(4) == 0 ? other : usual;
      long onset = time;
      long failures = 5 + random.nextInt(20);
      time += (1 + random.nextInt(10)) * MINUTE;
      events.add(signal(scope, Signal.State.RAISED, cause, onset, time, failures));
      for (int i = random.nextInt(4); i > 0; i--) {
        time += (1 + random.nextInt(40)) * MINUTE;
        failures *= 2;
        events.add(signal(scope, Signal.State.UPDATED, cause, onset, time, failures));
      }
      if (random.nextInt(5) == 0) {
        return;
      }
      time += (1 + random.nextInt(90)) * MINUTE;
      failures += random.nextInt(30);
      events.add(signal(scope, Signal.State.CLEARED, cause, onset, time, failures));
      time += random.nextInt(120) * MINUTE;
    }
  }

  public static Signal signal(
      Scope scope, Signal.State state, Cause cause, long onset, long time, long failures) {
    boolean isRate = cause == Cause.BOUNCE_RATE;
    Evidence evidence =
        Evidence.builder(isRate ? FailureType.DAILY_RATE : FailureType.REFUSALS, Confidence.HIGH)
            .attempts(failures * 3)
            .failures(failures)
            .baseline(0.02)
            .score(20)
            .threshold(10)
            .build();
    Severity severity = failures > 40 && isRate ? Severity.PAUSE : Severity.ADVICE;
    return new Signal(scope, state, cause, severity, onset, time, evidence);
  }
}
