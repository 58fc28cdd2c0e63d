/**
 * Halves of which the other one does not come: sends without an attempt, bounce messages without a
 * send. Each alone says nothing, many say that a queue stands or that an address is forged. Pure:
 * no Kafka here.
 */
package dev.todoku.unmatched;
