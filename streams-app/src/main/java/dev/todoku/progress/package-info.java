/**
 * How far the tasks of a stage have come in event time, and with them the stage as a whole. Pure:
 * no Kafka here.
 */
package dev.todoku.progress;
