/**
 * Writes what collectors read to Kafka, each entry once: entries and positions in one transaction.
 */
@NullMarked
package dev.todoku.collect.kafka;

import org.jspecify.annotations.NullMarked;
