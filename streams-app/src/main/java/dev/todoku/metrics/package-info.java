/**
 * What metrics may be labelled with.
 *
 * <p>Pure: no Kafka, no registry. Never an address in a label.
 */
package dev.todoku.metrics;
