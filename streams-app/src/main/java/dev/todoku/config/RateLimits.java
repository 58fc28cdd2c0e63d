package dev.todoku.config;

/**
 * Shares of a day's mail that call for action.
 *
 * @param advice share, 0 to 1, above which to give advice
 * @param pause share, 0 to 1, above which to say: pause
 * @param minVolume mails in the day before the shares hold
 */
public record RateLimits(double advice, double pause, int minVolume) {}
