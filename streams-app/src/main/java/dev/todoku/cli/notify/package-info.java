/** {@code todoku notify}: alerts for people. */
@NullMarked
package dev.todoku.cli.notify;

import org.jspecify.annotations.NullMarked;
