/**
 * The stage Recipients: error counts and suppression of each recipient, and which recent message a
 * bounce without a Message-ID belongs to. No other stage is imported here.
 */
@NullMarked
package dev.todoku.recipients;

import org.jspecify.annotations.NullMarked;
