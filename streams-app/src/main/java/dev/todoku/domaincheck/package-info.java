/**
 * Whether a sender's side is in order, as a report for a person or a program. Asks the DNS and
 * waits for it: nothing for stream threads.
 */
@NullMarked
package dev.todoku.domaincheck;

import org.jspecify.annotations.NullMarked;
