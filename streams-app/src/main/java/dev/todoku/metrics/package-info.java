/**
 * What metrics may be labelled with.
 *
 * <p>Pure: no Kafka, no registry. Never an address in a label.
 */
@NullMarked
package dev.todoku.metrics;

import org.jspecify.annotations.NullMarked;
