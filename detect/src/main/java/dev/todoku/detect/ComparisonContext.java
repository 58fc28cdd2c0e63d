package dev.todoku.detect;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a stream under suspicion is compared with, at the same provider.
 *
 * @param isOfIp whether the stream is all mail of a source IP; else of a From domain
 * @param rivals the watch of the same channel on the stream that a member names: the From domain's
 *     where this is of an IP, and the other way round; gives null where there is none
 * @param isRivalReported whether an alarm of a stream that shares the failures was reported of
 * @param recent trials of all streams
 * @param isHosted whether a recipient domain is not the provider's own: of a company, say, whose
 *     mailboxes it runs
 * @param isKnown whether the provider is one of those that everybody sends to; else it may be a
 *     company's own server
 * @param isBusy whether far more was sent lately than is usual
 * @param usualPerMinute attempts of a minute: on average of some days, or at this time of the day
 *     if that is less
 * @param usualOfRival the same of the stream that a member names
 * @param time event time now
 */
public record ComparisonContext(
    boolean isOfIp,
    Function<String, @Nullable ChannelMonitor> rivals,
    boolean isRivalReported,
    RecentTrials recent,
    Predicate<String> isHosted,
    boolean isKnown,
    boolean isBusy,
    double usualPerMinute,
    ToDoubleFunction<String> usualOfRival,
    long time) {}
