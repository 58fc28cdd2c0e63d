/**
 * The stage Incidents: makes one incident of the signals that have one cause, with a beginning, an
 * end and a remedy. No other stage is imported here.
 */
@NullMarked
package dev.todoku.incidents;

import org.jspecify.annotations.NullMarked;
