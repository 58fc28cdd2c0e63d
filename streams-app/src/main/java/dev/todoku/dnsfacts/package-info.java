/**
 * The stage DNS facts: keeps the history of each fact, on every instance. No other stage is
 * imported here.
 */
@NullMarked
package dev.todoku.dnsfacts;

import org.jspecify.annotations.NullMarked;
