/** {@code todoku report}: what became of a campaign. */
@NullMarked
package dev.todoku.cli.report;

import org.jspecify.annotations.NullMarked;
