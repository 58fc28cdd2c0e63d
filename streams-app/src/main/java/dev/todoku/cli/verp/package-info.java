/** {@code todoku verp}: envelope senders that prove a bounce. */
@NullMarked
package dev.todoku.cli.verp;

import org.jspecify.annotations.NullMarked;
