/**
 * The stage DNS facts: keeps the history of each fact, on every instance. No other stage is
 * imported here.
 */
package dev.todoku.dnsfacts;
