package dev.todoku.providers;

import dev.todoku.detect.AlarmChange;
import dev.todoku.detect.BlockClassifier;
import dev.todoku.detect.CauseTraits;
import dev.todoku.detect.ChannelMonitor;
import dev.todoku.detect.ComparisonContext;
import dev.todoku.detect.Diagnosis;
import dev.todoku.detect.HeldBackJudge;
import dev.todoku.detect.HopJudge;
import dev.todoku.detect.OutageJudge;
import dev.todoku.detect.ProviderJudge;
import dev.todoku.detect.RecentTrials;
import dev.todoku.detect.Sensitivity;
import dev.todoku.detect.StreamMinute;
import dev.todoku.detect.StreamState;
import dev.todoku.provider.ProviderNames;
import dev.todoku.schema.Cause;
import dev.todoku.schema.Confidence;
import dev.todoku.schema.Evidence.Indication;
import dev.todoku.schema.FailureType;
import dev.todoku.schema.Scope;
import dev.todoku.schema.Signal;
import dev.todoku.streams.BeforeImages;
import dev.todoku.streams.OpenMinutes;
import dev.todoku.streams.PublishedSignals;
import dev.todoku.wire.HopKey;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Watches the streams of mail to each provider, minute by minute: all mail from one source IP, all
 * mail of one From domain, and all mail. Feeds their detectors, asks what a standing alarm means,
 * and says of it.
 */
final class ProviderMonitor {
  private static final long QUIET_MS = 24 * 60 * OpenMinutes.MINUTE_MS;

  private final BeforeImages images;
  private final DetectorStreamStore streams;
  private final RecentTrialStore recents;
  private final AlarmInhibition inhibition;
  private final PublishedSignals published;
  private final ExemptionPublisher exemptions;
  private final Sensitivity sensitivity;
  private final ProviderNames providers;

  ProviderMonitor(
      BeforeImages images,
      DetectorStreamStore streams,
      RecentTrialStore recents,
      PublishedSignals published,
      Sensitivity sensitivity,
      ProviderNames providers) {
    this.sensitivity = sensitivity;
    this.providers = providers;
    this.images = images;
    this.streams = streams;
    this.inhibition = new AlarmInhibition(streams);
    this.recents = recents;
    this.published = published;
    this.exemptions = new ExemptionPublisher(published::exemption);
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
    RecentTrials recent = recents.add(provider, minute, figures.total());
    figures.streams().forEach((scope, part) -> count(scope, minute, part, time));
    ruleOn(provider, recent, time);
    double evidence = evidence(figures.streams().keySet());
    streams.rest();
    return evidence;
  }

  private double evidence(Set<Scope> scopes) {
    return scopes.stream()
        .flatMap(scope -> streams.of(scope).watches().stream())
        .mapToDouble(monitor -> monitor.detector().evidence())
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

  /**
   * Ends alarms that have lasted as long as an alarm may by {@code time}, and those reported of a
   * stream that has had no mail for a day: only mail shows whether it passes again.
   */
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
      if (!provider.equals(scope.provider())) {
        continue;
      }
      StreamState stream = streams.of(scope);
      for (ChannelMonitor monitor : stream.watches()) {
        long overdueAt = monitor.detector().overdueAt();
        long quietAt = monitor.isReported() ? stream.lastAt() + QUIET_MS : Long.MAX_VALUE;
        if (quietAt <= Math.min(time, overdueAt)) {
          AlarmChange standing = monitor.detector().standing();
          monitor.detector().abandon();
          publishEnd(scope, monitor, standing, quietAt, "ended-without-mail");
          streams.save(scope, stream);
        } else if (overdueAt <= time) {
          publishEnd(scope, monitor, monitor.at(overdueAt), overdueAt, "ended-by-age");
          streams.save(scope, stream);
        }
      }
    }
  }

  private void count(Scope scope, long minute, StreamMinute figures, long time) {
    StreamState stream = streams.of(scope);
    Map<ChannelMonitor, AlarmChange> ended = stream.add(minute, figures);
    ended.forEach((monitor, change) -> publishEnd(scope, monitor, change, time, "passes-again"));
    ChannelMonitor masked = stream.watch(FailureType.MASKED_REFUSALS);
    if (scope.sourceIp() != null) {
      publishVolume(scope, stream, time);
    } else if (masked != null
        && DetectorStreamStore.isOfProvider(scope)
        && !inhibition.isOutageReported(scope)) {
      exemptions.consider(scope, masked, time);
    }
    streams.save(scope, stream);
  }

  /** The strongest evidence comes first. */
  private void ruleOn(String provider, RecentTrials recent, long time) {
    record Standing(Scope scope, StreamState stream, ChannelMonitor watch) {}
    streams.alarmed().stream()
        .filter(scope -> provider.equals(scope.provider()))
        .flatMap(
            scope -> {
              StreamState stream = streams.of(scope);
              return stream.watches().stream()
                  .filter(monitor -> monitor.detector().isAlarmed())
                  .map(monitor -> new Standing(scope, stream, monitor));
            })
        .sorted(
            Comparator.comparingDouble((Standing s) -> -s.watch().detector().standing().score()))
        .forEach(
            standing -> rule(standing.scope(), standing.stream(), standing.watch(), recent, time));
  }

  private void rule(
      Scope scope, StreamState stream, ChannelMonitor monitor, RecentTrials recent, long time) {
    if (isReportedOfSourceIps(scope, monitor)) {
      if (monitor.isReported()) {
        takeBack(scope, monitor, String.join(", ", OutageJudge.failingAlone(monitor)), time);
        streams.save(scope, stream);
      }
      return;
    }
    if (monitor.channel() != FailureType.SYSTEM_FAILURES
        && BlockClassifier.isBlockReported(monitor)
        && isAnothers(scope, stream, monitor, recent, time)) {
      takeBack(scope, monitor, String.join(", ", monitor.failingMembers()), time);
      streams.save(scope, stream);
      return;
    }
    boolean isDue =
        monitor.isReported()
            ? monitor.hasGrown() || hasTurned(scope, stream, monitor, recent, time)
            : sensitivity.isEnough(scope, monitor.detector().standing());
    if (!isDue) {
      return;
    }
    Diagnosis diagnosis = ruling(scope, stream, monitor, recent, time);
    boolean isNews = monitor.hasGrown() || diagnosis.cause() != monitor.reportedCause();
    if (diagnosis.isDecided() && isNews) {
      publish(scope, monitor, diagnosis, time);
      streams.save(scope, stream);
    }
  }

  /** Whether what fails of all mail to a provider is reported of the source IPs it holds back. */
  private boolean isReportedOfSourceIps(Scope scope, ChannelMonitor monitor) {
    if (monitor.channel() != FailureType.SYSTEM_FAILURES
        || !DetectorStreamStore.isOfProvider(scope)) {
      return false;
    }
    List<String> failing = OutageJudge.failingAlone(monitor);
    return !failing.isEmpty()
        && failing.stream()
            .map(ip -> streams.of(new Scope(scope.provider(), ip, null)))
            .allMatch(StreamState::isFailureReported);
  }

  /** Whether what was reported may be something else by now. */
  private boolean hasTurned(
      Scope scope, StreamState stream, ChannelMonitor monitor, RecentTrials recent, long time) {
    return BlockClassifier.isNoRateLimitAnyMore(monitor)
        || BlockClassifier.isContentAfterAll(monitor)
        || (scope.sourceIp() != null && BlockClassifier.isNoContentAnyMore(monitor))
        || BlockClassifier.isNoOutageAnyMore(
            monitor, () -> comparisonContext(scope, stream, monitor, recent, time));
  }

  /** Whether the failures are a block of streams that cross this one. */
  private boolean isAnothers(
      Scope scope, StreamState stream, ChannelMonitor monitor, RecentTrials recent, long time) {
    List<String> failing = monitor.failingMembers();
    return !failing.isEmpty()
        && BlockClassifier.mayBeAnothers(
            monitor, comparisonContext(scope, stream, monitor, recent, time))
        && failing.stream().allMatch(member -> areOf(rival(scope, member), monitor, recent, time));
  }

  private boolean areOf(Scope other, ChannelMonitor monitor, RecentTrials recent, long time) {
    if (!streams.isAlarmed(other)) {
      return false;
    }
    StreamState others = streams.of(other);
    ChannelMonitor rival = others.watch(monitor.channel());
    return rival != null
        && BlockClassifier.areOf(
            rival, comparisonContext(other, others, rival, recent, time), monitor);
  }

  private Diagnosis ruling(
      Scope scope, StreamState stream, ChannelMonitor monitor, RecentTrials recent, long time) {
    if (HopKey.isHop(scope.provider())) {
      return HopJudge.rule(monitor, HopKey.isFilter(scope.provider()));
    }
    return switch (monitor.channel()) {
      case SYSTEM_FAILURES -> systemFailures(scope, stream, monitor, time);
      case FULL_MAILBOXES -> fullMailboxes(monitor);
      default -> {
        if (inhibition.isTakenUp(scope, stream, monitor)) {
          yield Diagnosis.NONE;
        }
        if (DetectorStreamStore.isOfProvider(scope)) {
          yield ProviderJudge.rule(monitor);
        }
        yield !monitor.isReported() && isAnothers(scope, stream, monitor, recent, time)
            ? Diagnosis.NONE
            : BlockClassifier.rule(
                monitor, comparisonContext(scope, stream, monitor, recent, time));
      }
    };
  }

  private Diagnosis systemFailures(
      Scope scope, StreamState stream, ChannelMonitor monitor, long time) {
    String provider = Objects.requireNonNull(scope.provider());
    String sourceIp = scope.sourceIp();
    if (sourceIp == null) {
      return OutageJudge.rule(monitor, ProviderNames.isShortName(provider), time);
    }
    ChannelMonitor ofProvider =
        streams.of(new Scope(provider, null, null)).watch(FailureType.SYSTEM_FAILURES);
    return inhibition.isTakenUp(scope, stream, monitor)
        ? Diagnosis.NONE
        : HeldBackJudge.rule(monitor, sourceIp, ofProvider, time);
  }

  /** One mailbox that is full is no matter of its provider. */
  private static Diagnosis fullMailboxes(ChannelMonitor monitor) {
    return monitor.hasSeveralRecipients()
        ? new Diagnosis(
            Cause.MAILBOX_FULL_WAVE,
            Confidence.MEDIUM,
            List.of(Indication.of("full-mailboxes", true, null)))
        : Diagnosis.NONE;
  }

  private ComparisonContext comparisonContext(
      Scope scope, StreamState stream, ChannelMonitor monitor, RecentTrials recent, long time) {
    boolean isOfIp = scope.sourceIp() != null;
    boolean isRivalTold =
        monitor.failingMembers().stream()
            .map(member -> rival(scope, member))
            .anyMatch(rival -> streams.isAlarmed(rival) && streams.of(rival).isFailureReported());
    return new ComparisonContext(
        isOfIp,
        member -> streams.of(rival(scope, member)).watch(monitor.channel()),
        isRivalTold && !monitor.isReported(),
        recent,
        domain -> !providers.of(domain).equals(scope.provider()),
        ProviderNames.isShortName(Objects.requireNonNull(scope.provider())),
        stream.volume().isBusy(time),
        stream.volume().usualPerMinute(time),
        member -> streams.of(rival(scope, member)).volume().usualPerMinute(time),
        time);
  }

  private static Scope rival(Scope scope, String member) {
    return scope.sourceIp() != null
        ? new Scope(scope.provider(), null, member)
        : new Scope(scope.provider(), member, null);
  }

  /**
   * What was called an outage of the provider may turn out to be the stream's own block, or refused
   * content a block of the source IP: that is another incident, and the first is over.
   */
  private void publish(Scope scope, ChannelMonitor monitor, Diagnosis diagnosis, long time) {
    if (monitor.isReported() && isOfAnotherIncident(scope, monitor.reportedCause(), diagnosis)) {
      takeBack(
          scope, monitor, Objects.requireNonNullElse(scope.sourceIp(), scope.fromDomain()), time);
    }
    Signal signal = monitor.signal(about(scope, diagnosis.cause()), diagnosis, time);
    published.signal(signal);
    exemptions.onSignal(monitor, signal, Long.MAX_VALUE);
  }

  private static boolean isOfAnotherIncident(
      Scope scope, @Nullable Cause reported, Diagnosis diagnosis) {
    Cause cause = Objects.requireNonNull(diagnosis.cause());
    return !about(scope, reported).equals(about(scope, cause))
        || CauseTraits.of(Objects.requireNonNull(reported)).group()
            != CauseTraits.of(cause).group();
  }

  private void takeBack(Scope scope, ChannelMonitor monitor, String other, long time) {
    Signal signal = monitor.takeBack(about(scope, monitor.reportedCause()), other, time);
    published.signal(signal);
    exemptions.onSignal(monitor, signal, time);
  }

  private void publishEnd(
      Scope scope, ChannelMonitor monitor, AlarmChange ended, long time, String how) {
    if (monitor.isReported()) {
      Signal signal = monitor.endSignal(about(scope, monitor.reportedCause()), ended, how, time);
      published.signal(signal);
      exemptions.onSignal(monitor, signal, time);
      endEchoes(scope, monitor, time);
    } else if (!inhibition.isOutageReported(scope)) {
      exemptions.dropped(scope, monitor, time);
    }
    monitor.forget();
  }

  /** What crossed the stream showed its failures too, and ends with it. */
  private void endEchoes(Scope scope, ChannelMonitor ended, long time) {
    for (Scope other : streams.alarmed()) {
      boolean isEcho =
          (ended.reportedCause() == Cause.PROVIDER_OUTAGE
                  && Objects.equals(other.provider(), scope.provider()))
              || isOfAllMail(other, scope, ended)
              || ended.failingMembers().stream()
                  .anyMatch(member -> rival(scope, member).equals(other));
      ChannelMonitor monitor = streams.of(other).watch(ended.channel());
      if (isEcho && monitor != null) {
        exemptions.dropped(other, monitor, time);
        monitor.abandon();
        streams.save(other, streams.of(other));
      }
    }
  }

  private static boolean isOfAllMail(Scope other, Scope scope, ChannelMonitor ended) {
    return ended.channel() == FailureType.SYSTEM_FAILURES
        && scope.sourceIp() != null
        && other.equals(new Scope(scope.provider(), null, null));
  }

  private void publishVolume(Scope scope, StreamState stream, long time) {
    boolean isDue = stream.volume().isWarningDue();
    if (isDue || stream.volume().isWarningOver(time)) {
      published.signal(VolumeSignal.of(scope, stream.volume(), isDue, time));
      stream.volume().warned(isDue);
    }
  }

  private static Scope about(Scope scope, @Nullable Cause cause) {
    return cause == Cause.PROVIDER_OUTAGE ? new Scope(scope.provider(), null, null) : scope;
  }
}
