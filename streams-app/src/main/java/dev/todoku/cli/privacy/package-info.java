/** {@code todoku pseudonym}. */
package dev.todoku.cli.privacy;
