/**
 * Signals with one scope and cause as one incident with a beginning, an end and a remedy. Pure: no
 * Kafka here.
 */
package dev.todoku.incidents;
