/**
 * Answers "I got no mail. Why?" for one address or one message: what happened, where it stopped,
 * and what to do.
 *
 * <p>Reads the public topics and nothing else. What is said lies in the resources: {@code
 * advice.tsv}, {@code silent-providers.tsv} and the words of each language.
 */
package dev.todoku.cli.explain;
