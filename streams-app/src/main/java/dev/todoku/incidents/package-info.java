/**
 * The stage Incidents: makes one incident of the signals that have one cause, with a beginning, an
 * end and a remedy. No other stage is imported here.
 */
package dev.todoku.incidents;
