/** The list of formats in which mail services report: one folder a sender below this package. */
package dev.todoku.intake;
