/**
 * Questions to the state of the stages, wherever it lives: on this instance or on another one.
 *
 * <p>Knows no HTTP: how one instance asks another is handed in.
 */
@NullMarked
package dev.todoku.query;

import org.jspecify.annotations.NullMarked;
