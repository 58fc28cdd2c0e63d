/**
 * The stage Providers: counts outcomes by provider and minute, and detects blocks. No other stage
 * is imported here.
 */
package dev.todoku.providers;
