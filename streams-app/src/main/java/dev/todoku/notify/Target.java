package dev.todoku.notify;

/**
 * Somewhere incidents are reported.
 *
 * @param name unique, as the routing file has it
 * @param policy when it is notified
 * @param sink how
 */
public record Target(String name, TargetPolicy policy, Sink sink) {}
