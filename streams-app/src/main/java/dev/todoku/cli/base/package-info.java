/**
 * What commands have in common: configuration options, failures in one line, the terminal.
 *
 * <p>Knows no command.
 */
package dev.todoku.cli.base;
