/**
 * The stage Correlate: joins what a sending server logged about a message with what came back for
 * it, and publishes the outcome. No other stage is imported here.
 */
@NullMarked
package dev.todoku.correlate;

import org.jspecify.annotations.NullMarked;
