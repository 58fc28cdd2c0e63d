package dev.todoku.streams;

import java.time.ZoneId;

/**
 * When a sender is warned (case 28). Rates are fractions of the day's messages.
 *
 * @param bounceAdvice bounce rate from which on advice is given
 * @param bouncePause bounce rate from which on sending should pause
 * @param bounceMinVolume messages a day below which the bounce rate says nothing
 * @param complaintAdvice complaint rate from which on advice is given
 * @param complaintPause complaint rate from which on sending should pause
 * @param complaintMinVolume messages a day below which the complaint rate says nothing
 * @param zone where a day begins at midnight
 */
public record SenderThresholds(
    double bounceAdvice,
    double bouncePause,
    long bounceMinVolume,
    double complaintAdvice,
    double complaintPause,
    long complaintMinVolume,
    ZoneId zone) {}
