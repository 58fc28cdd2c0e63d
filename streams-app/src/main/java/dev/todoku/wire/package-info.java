/**
 * What one outcome adds to the figures of a provider: the value between Recipients and Providers.
 * Pure: no Kafka here.
 */
package dev.todoku.wire;
