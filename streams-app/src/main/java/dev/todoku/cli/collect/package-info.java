/** {@code todoku collect}, and what {@code todoku watch} collects. */
@NullMarked
package dev.todoku.cli.collect;

import org.jspecify.annotations.NullMarked;
