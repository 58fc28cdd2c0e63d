/** Stalwart's events: one JSON object a line, a webhook's body, or the lines of its log file. */
package dev.todoku.intake.stalwart;
