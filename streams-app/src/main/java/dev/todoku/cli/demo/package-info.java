/**
 * The demo: genuine and simulated mail on an embedded broker, and a screen that shows what comes
 * out of the topics.
 *
 * <p>Reads outcomes and alerts from the topics only; it knows nothing that another reader of the
 * topics could not know.
 */
@NullMarked
package dev.todoku.cli.demo;

import org.jspecify.annotations.NullMarked;
