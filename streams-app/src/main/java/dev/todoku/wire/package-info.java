/**
 * What one stage sends the next: values, their binary forms, keys and the internal topics. No stage
 * is imported here, and Kafka only for topics and keys.
 */
package dev.todoku.wire;
