/** {@code todoku watch}: everything that one machine needs, in one process. */
@NullMarked
package dev.todoku.cli.watch;

import org.jspecify.annotations.NullMarked;
