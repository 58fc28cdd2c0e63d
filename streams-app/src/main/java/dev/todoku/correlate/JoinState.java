package dev.todoku.correlate;

/**
 * What a task of Correlate remembers.
 *
 * @param messages the messages of the join window
 * @param early the reports that wait for a message
 * @param minutes the sends, attempts and bounces of minutes that are not complete
 * @param clock how far its inputs have come
 */
record JoinState(
    OpenMessageStore messages,
    EarlyReportStore early,
    UnmatchedMinuteStore minutes,
    CorrelateClock clock) {}
