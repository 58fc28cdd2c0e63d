package dev.todoku.pipeline;

import dev.todoku.detect.BlockJudge;
import dev.todoku.detect.HopJudge;
import dev.todoku.detect.ProviderJudge;
import dev.todoku.detect.Recent;
import dev.todoku.detect.Ruling;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.detect.Surroundings;
import dev.todoku.detect.Verdict;
import dev.todoku.detect.Watch;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Channel;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.tally.HopKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Watches the streams of mail to each provider, minute by minute: all mail from one source IP, all
 * mail of one From domain, and all mail. Feeds their detectors, asks what a standing alarm means,
 * and tells of it.
 */
final class ProviderWatch {
  /** So many recipients make it more than the trouble of a few. */
  private static final int RECIPIENTS = 4;

  private final BeforeImages images;
  private final DetectorStreams streams;
  private final RecentStore recents;
  private final Precedence precedence;
  private final Published published;
  private final AmnestyTeller amnesties;

  ProviderWatch(
      BeforeImages images, DetectorStreams streams, RecentStore recents, Published published) {
    this.images = images;
    this.streams = streams;
    this.precedence = new Precedence(streams);
    this.recents = recents;
    this.published = published;
    this.amnesties = new AmnestyTeller(published::amnesty);
  }

  /**
   * Takes in all rows of one minute of one provider, which is over. The minutes of a provider come
   * in order.
   *
   * @return how near an alarm the streams are that had mail in it, 0 … 1
   */
  double judge(String provider, long minute, List<MinuteRow> rows) {
    endOverdue(provider, minute);
    enter(provider, minute);
    long time = minute + OpenMinutes.MINUTE_MS;
    ProviderMinute figures = new ProviderMinute(provider, rows);
    Recent recent = recents.add(provider, minute, figures.total());
    figures.streams().forEach((scope, part) -> count(scope, minute, part, time));
    ruleOn(provider, recent, time);
    double evidence = evidence(figures.streams().keySet());
    streams.rest();
    return evidence;
  }

  private double evidence(Set<Scope> scopes) {
    return scopes.stream()
        .flatMap(scope -> streams.of(scope).watches().stream())
        .mapToDouble(watch -> watch.detector().evidence())
        .max()
        .orElse(0);
  }

  /**
   * Judges a provider anew from the start of an hour: what was published and does not hold any more
   * is withdrawn.
   *
   * @param minutes all its rows since {@code hour}, by minute
   * @param until up to when all is judged
   */
  void judgeAnew(String provider, long hour, SortedMap<Long, List<MinuteRow>> minutes, long until) {
    published.anew(
        provider,
        () -> {
          images.rollback(provider, hour);
          minutes.forEach((minute, rows) -> judge(provider, minute, rows));
          endOverdue(provider, until);
        });
  }

  private void enter(String provider, long time) {
    images.at(provider, time);
    published.at(provider);
  }

  /** Ends alarms that have lasted as long as an alarm may by {@code time}. */
  void endOverdue(long time) {
    streams.alarmed().stream()
        .map(Scope::provider)
        .distinct()
        .forEach(provider -> endOverdue(provider, time));
    streams.rest();
  }

  private void endOverdue(String provider, long time) {
    enter(provider, time - 1);
    for (Scope scope : streams.alarmed()) {
      if (!scope.provider().equals(provider)) {
        continue;
      }
      StreamState stream = streams.of(scope);
      for (Watch watch : stream.watches()) {
        long overdueAt = watch.detector().overdueAt();
        if (overdueAt <= time) {
          tellOfEnd(scope, watch, watch.at(overdueAt), overdueAt, "ended-by-age");
          streams.save(scope, stream);
        }
      }
    }
  }

  private void count(Scope scope, long minute, StreamMinute figures, long time) {
    StreamState stream = streams.of(scope);
    Map<Watch, Verdict> ended = stream.add(minute, figures);
    ended.forEach((watch, verdict) -> tellOfEnd(scope, watch, verdict, time, "passes-again"));
    if (scope.sourceIp() != null) {
      tellOfVolume(scope, stream, time);
    } else if (DetectorStreams.isOfProvider(scope)
        && stream.watch(Channel.MASKED_REFUSALS) != null
        && !precedence.isOutageTold(scope)) {
      amnesties.consider(scope, stream.watch(Channel.MASKED_REFUSALS), time);
    }
    streams.save(scope, stream);
  }

  /** The strongest evidence is heard first. */
  private void ruleOn(String provider, Recent recent, long time) {
    record Standing(Scope scope, StreamState stream, Watch watch) {}
    streams.alarmed().stream()
        .filter(scope -> provider.equals(scope.provider()))
        .flatMap(
            scope -> {
              StreamState stream = streams.of(scope);
              return stream.watches().stream()
                  .filter(watch -> watch.detector().isAlarmed())
                  .map(watch -> new Standing(scope, stream, watch));
            })
        .sorted(
            Comparator.comparingDouble((Standing s) -> -s.watch().detector().standing().score()))
        .forEach(
            standing -> rule(standing.scope(), standing.stream(), standing.watch(), recent, time));
  }

  private void rule(Scope scope, StreamState stream, Watch watch, Recent recent, long time) {
    if (watch.isTold() && !watch.hasGrown()) {
      return;
    }
    Ruling ruling = ruling(scope, stream, watch, recent, time);
    if (ruling.isDecided()) {
      tell(scope, watch, ruling, time);
      streams.save(scope, stream);
    }
  }

  private Ruling ruling(Scope scope, StreamState stream, Watch watch, Recent recent, long time) {
    if (HopKey.isHop(scope.provider())) {
      return HopJudge.rule(watch, HopKey.isFilter(scope.provider()));
    }
    return switch (watch.channel()) {
      case SYSTEM_FAILURES -> plain(watch, Cause.PROVIDER_OUTAGE, "system-failures");
      case FULL_MAILBOXES -> plain(watch, Cause.MAILBOX_FULL_WAVE, "full-mailboxes");
      default -> {
        if (precedence.isTakenUp(scope, stream, watch)) {
          yield Ruling.NONE;
        }
        yield DetectorStreams.isOfProvider(scope)
            ? ProviderJudge.rule(watch)
            : BlockJudge.rule(watch, surroundings(scope, stream, watch, recent, time));
      }
    };
  }

  /** One message that is tried again and again is no matter of its provider. */
  private static Ruling plain(Watch watch, Cause cause, String finding) {
    return watch.recipients() < RECIPIENTS
        ? Ruling.NONE
        : new Ruling(cause, Confidence.MEDIUM, List.of(Indication.of(finding, true, null)));
  }

  private Surroundings surroundings(
      Scope scope, StreamState stream, Watch watch, Recent recent, long time) {
    boolean isOfIp = scope.sourceIp() != null;
    Set<Scope> alarmed = Set.copyOf(streams.alarmed());
    boolean isRivalTold =
        watch.failingMembers().stream()
            .map(member -> rival(scope, member))
            .anyMatch(rival -> alarmed.contains(rival) && streams.of(rival).isToldOfAll());
    return new Surroundings(
        isOfIp,
        member -> streams.of(rival(scope, member)).watch(watch.channel()),
        isRivalTold && !watch.isTold(),
        recent,
        stream.volume().isBusy(time),
        stream.volume().usualPerMinute(time),
        time);
  }

  private static Scope rival(Scope scope, String member) {
    return scope.sourceIp() != null
        ? new Scope(scope.provider(), null, member)
        : new Scope(scope.provider(), member, null);
  }

  private void tell(Scope scope, Watch watch, Ruling ruling, long time) {
    Signal signal = watch.tell(about(scope, ruling.cause()), ruling, time);
    published.signal(signal);
    amnesties.told(watch, signal, Long.MAX_VALUE);
  }

  private void tellOfEnd(Scope scope, Watch watch, Verdict ended, long time, String how) {
    if (watch.isTold()) {
      Signal signal = watch.tellOfEnd(about(scope, watch.told()), ended, how, time);
      published.signal(signal);
      amnesties.told(watch, signal, time);
      endEchoes(scope, watch, time);
    } else if (!precedence.isOutageTold(scope)) {
      amnesties.dropped(scope, watch, time);
    }
    watch.forget();
  }

  /** What crossed the stream showed its failures too, and ends with it. */
  private void endEchoes(Scope scope, Watch ended, long time) {
    for (Scope other : streams.alarmed()) {
      boolean isEcho =
          (ended.told() == Cause.PROVIDER_OUTAGE && other.provider().equals(scope.provider()))
              || ended.failingMembers().stream()
                  .anyMatch(member -> rival(scope, member).equals(other));
      Watch watch = streams.of(other).watch(ended.channel());
      if (isEcho && watch != null) {
        amnesties.dropped(other, watch, time);
        watch.abandon();
        streams.save(other, streams.of(other));
      }
    }
  }

  private void tellOfVolume(Scope scope, StreamState stream, long time) {
    boolean isDue = stream.volume().isWarningDue();
    if (isDue || stream.volume().isWarningOver(time)) {
      stream.volume().warned(isDue);
      published.signal(VolumeSignal.of(scope, stream.volume(), isDue, time));
    }
  }

  private static Scope about(Scope scope, Cause cause) {
    return cause == Cause.PROVIDER_OUTAGE ? new Scope(scope.provider(), null, null) : scope;
  }
}
