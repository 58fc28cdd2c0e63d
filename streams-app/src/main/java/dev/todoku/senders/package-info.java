/**
 * The stage Senders: how much of a sender's mail bounces or is complained about, by day. No other
 * stage is imported here.
 */
@NullMarked
package dev.todoku.senders;

import org.jspecify.annotations.NullMarked;
