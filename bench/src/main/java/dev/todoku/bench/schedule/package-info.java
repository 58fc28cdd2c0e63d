/**
 * Whether the same events come to the same results: under other schedules, and under failures.
 * Inputs are seeded and written from outside; results are read from the public topics only.
 */
package dev.todoku.bench.schedule;
