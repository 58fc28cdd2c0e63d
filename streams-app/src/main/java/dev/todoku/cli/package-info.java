/**
 * The command line: the root command, what all commands have in common on errors, and {@code main}.
 *
 * <p>A subpackage per command that is more than one class. Commands ask and print; deciding about
 * mail stays with the packages that they call.
 */
@NullMarked
package dev.todoku.cli;

import org.jspecify.annotations.NullMarked;
