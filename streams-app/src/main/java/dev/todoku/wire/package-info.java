/**
 * What one stage sends the next: values, their binary forms, keys and the internal topics. No stage
 * is imported here, and Kafka only for topics and keys.
 */
@NullMarked
package dev.todoku.wire;

import org.jspecify.annotations.NullMarked;
