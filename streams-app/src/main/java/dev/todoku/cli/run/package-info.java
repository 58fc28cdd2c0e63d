/**
 * Runs an instance: topics, streams and HTTP, from start to a clean end.
 *
 * <p>What the pipeline does is behind one interface; nothing here knows its stages.
 */
@NullMarked
package dev.todoku.cli.run;

import org.jspecify.annotations.NullMarked;
