/**
 * Intake: what mail servers, services and applications say of mail, read into events. A folder a
 * format, and the lists of formats.
 */
package dev.todoku.intake;
