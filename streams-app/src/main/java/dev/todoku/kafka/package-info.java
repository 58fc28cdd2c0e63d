/**
 * Kafka around the pipeline: a broker inside this JVM for the demo and the tests, and the public
 * topics as they must be.
 *
 * <p>Nothing here knows what stands in a record, and nothing here decides about mail.
 */
@NullMarked
package dev.todoku.kafka;

import org.jspecify.annotations.NullMarked;
