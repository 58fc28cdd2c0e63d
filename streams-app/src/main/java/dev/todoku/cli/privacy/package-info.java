/** {@code todoku pseudonym}. */
@NullMarked
package dev.todoku.cli.privacy;

import org.jspecify.annotations.NullMarked;
