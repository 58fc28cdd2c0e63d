package dev.todoku.cli.demo;

/**
 * What can be seen at one moment.
 *
 * @param board what the topics have said
 * @param phase what is being fed
 * @param events how many records were fed
 * @param eventsPerSecond of late
 */
record DemoFrame(OutputView board, Feeder.Phase phase, long events, long eventsPerSecond) {}
