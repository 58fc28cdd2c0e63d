/**
 * Collectors: they bring the lines of logs and the messages of mailboxes to the input topics.
 *
 * <p>Pure: a {@link dev.todoku.collect.CollectorSource} gives entries and where it stands; writing
 * both is the business of {@code dev.todoku.collect.kafka}, the only package here that knows Kafka.
 */
@NullMarked
package dev.todoku.collect;

import org.jspecify.annotations.NullMarked;
