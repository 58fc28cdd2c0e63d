/**
 * Writes files to the input topics: logs, bounce messages and events, each record with the time at
 * which it happened.
 *
 * <p>Reads of a line no more than when and where it was written; what it means is for the pipeline.
 */
@NullMarked
package dev.todoku.cli.replay;

import org.jspecify.annotations.NullMarked;
