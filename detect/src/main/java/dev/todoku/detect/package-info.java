/**
 * Noticing from a stream of attempts that a provider has begun to block. Pure arithmetic on event
 * time: no Kafka, no clock, no randomness; equal trials give equal bits on every machine.
 */
@NullMarked
package dev.todoku.detect;

import org.jspecify.annotations.NullMarked;
