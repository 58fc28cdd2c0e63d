/**
 * Asking the DNS: questions, answers, resolvers and the cache before them. What the answers mean
 * for mail lives in the packages below. No Kafka here, and nothing here may run in a stream thread.
 */
@NullMarked
package dev.todoku.dns;

import org.jspecify.annotations.NullMarked;
