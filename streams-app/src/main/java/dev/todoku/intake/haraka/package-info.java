/** Haraka: what a plugin in its outbound hooks writes. */
package dev.todoku.intake.haraka;
