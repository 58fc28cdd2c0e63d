/**
 * What the webhook formats of mail services have in common: taking a body apart into records, the
 * tables of record types and classes, and building the neutral form from a record. No Kafka.
 */
@NullMarked
package dev.todoku.intake.sender.json;

import org.jspecify.annotations.NullMarked;
