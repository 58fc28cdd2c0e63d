/**
 * The stage Providers: counts outcomes by provider and minute, and detects blocks. No other stage
 * is imported here.
 */
@NullMarked
package dev.todoku.providers;

import org.jspecify.annotations.NullMarked;
