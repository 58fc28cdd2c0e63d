/**
 * Forgets what an installation has worked out, to start again from the topics.
 *
 * <p>Never touches a public topic.
 */
@NullMarked
package dev.todoku.cli.reset;

import org.jspecify.annotations.NullMarked;
