/**
 * What commands have in common: configuration options, failures in one line, the terminal.
 *
 * <p>Knows no command.
 */
@NullMarked
package dev.todoku.cli.base;

import org.jspecify.annotations.NullMarked;
