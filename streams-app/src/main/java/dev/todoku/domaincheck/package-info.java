/**
 * Whether a sender's side is in order, as a report for a person or a program. Waits for the DNS, so
 * it must not be called on stream threads.
 */
@NullMarked
package dev.todoku.domaincheck;

import org.jspecify.annotations.NullMarked;
