/**
 * Answers "I got no mail. Why?" on the command line: finds what the public topics say of an address
 * or a message, and prints its explanation.
 */
@NullMarked
package dev.todoku.cli.explain;

import org.jspecify.annotations.NullMarked;
