/** {@code todoku report}: what became of a campaign. */
package dev.todoku.cli.report;
