/**
 * The compact binary form of state and internal topics: variable-length integers and short strings.
 * What is public is JSON and lives in the schemas module.
 */
@NullMarked
package dev.todoku.binary;

import org.jspecify.annotations.NullMarked;
