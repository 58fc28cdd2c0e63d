/**
 * The explanation of a message or of a recipient: what happened, where it stopped, and what to do.
 * Asked on the command line and over HTTP.
 *
 * <p>Pure: no Kafka, no HTTP. What is said lies in the resources: {@code advice.tsv}, {@code
 * typos.tsv}, {@code silent-providers.tsv} and the words of each language.
 */
@NullMarked
package dev.todoku.explain;

import org.jspecify.annotations.NullMarked;
