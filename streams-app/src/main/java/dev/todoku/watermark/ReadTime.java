package dev.todoku.watermark;

/**
 * A time that was reported, and when that was read.
 *
 * @param time event time, epoch milliseconds
 * @param readAt wall clock, epoch milliseconds
 */
record ReadTime(long time, long readAt) {}
