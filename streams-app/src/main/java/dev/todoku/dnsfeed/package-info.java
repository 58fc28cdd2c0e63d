/**
 * Feeds the pipeline with facts of the DNS: sees in events who sends to whom, asks outside of all
 * stream threads, and writes what was answered. The pipeline goes on without it.
 */
@NullMarked
package dev.todoku.dnsfeed;

import org.jspecify.annotations.NullMarked;
