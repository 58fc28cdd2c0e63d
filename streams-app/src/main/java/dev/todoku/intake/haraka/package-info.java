/** Haraka: the records of a small plugin in its outbound hooks, and its own log. */
package dev.todoku.intake.haraka;
