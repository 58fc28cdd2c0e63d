/**
 * What is thought of a recipient: error counts, suppression, proof of life, and which recent
 * message a bounce without a Message-ID belongs to. Pure: no Kafka here.
 */
package dev.todoku.recipients;
