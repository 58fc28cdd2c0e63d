/**
 * How a stage runs: its declaration, watermarks, stores, validation of inputs, sinks, dead letters
 * and metrics. No stage is imported here.
 */
package dev.todoku.streams;
