/** What the log of a command shows. Named in {@code logback.xml}. */
@NullMarked
package dev.todoku.logging;

import org.jspecify.annotations.NullMarked;
