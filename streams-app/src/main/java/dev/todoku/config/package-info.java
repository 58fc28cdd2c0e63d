/**
 * The configuration: every key with its type, default, check and documentation, and where values
 * come from.
 *
 * <p>Nothing here starts or connects anything. Others read the typed accessors of {@code
 * TodokuConfig}, never keys.
 */
@NullMarked
package dev.todoku.config;

import org.jspecify.annotations.NullMarked;
