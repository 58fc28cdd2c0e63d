/**
 * Writes what collectors read to Kafka, each entry once: entries and positions in one transaction.
 */
package dev.todoku.collect.kafka;
