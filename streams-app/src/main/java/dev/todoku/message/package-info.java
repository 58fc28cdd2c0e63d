/**
 * What is known of one (message, recipient): how facts are merged and what they come to. Pure: no
 * Kafka here.
 */
package dev.todoku.message;
