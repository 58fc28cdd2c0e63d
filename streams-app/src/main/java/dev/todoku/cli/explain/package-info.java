/**
 * Answers "I got no mail. Why?" on the command line: finds what the public topics tell of an
 * address or a message, and prints its story.
 */
package dev.todoku.cli.explain;
