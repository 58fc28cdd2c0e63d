/**
 * {@code todoku parse}: what bounce messages say, and by which rule.
 *
 * <p>It reads files and prints; what messages mean is decided in {@code dev.todoku.bounce}.
 */
@NullMarked
package dev.todoku.cli.parse;

import org.jspecify.annotations.NullMarked;
