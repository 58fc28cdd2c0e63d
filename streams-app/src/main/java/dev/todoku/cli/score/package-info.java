/** {@code todoku score}: how many messages of a collection are read right. */
@NullMarked
package dev.todoku.cli.score;

import org.jspecify.annotations.NullMarked;
