/**
 * Logs in files: followed while they are written and rotated, and the back files that rotation has
 * left. Pure.
 */
@NullMarked
package dev.todoku.collect.file;

import org.jspecify.annotations.NullMarked;
