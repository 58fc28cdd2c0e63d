package dev.todoku.web;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where Kafka is, and whether it can be written to.
 *
 * @param consumer settings of consumers
 * @param producer settings of producers
 * @param problem why nothing can be written, in a phrase for a person; empty when it can
 */
public record KafkaAccess(
    Map<String, Object> consumer,
    Map<String, Object> producer,
    Supplier<Optional<String>> problem) {}
