/**
 * How a stage runs: its declaration, watermarks, stores, validation of inputs, sinks, dead letters
 * and metrics. No stage is imported here.
 */
@NullMarked
package dev.todoku.streams;

import org.jspecify.annotations.NullMarked;
