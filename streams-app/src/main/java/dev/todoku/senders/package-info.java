/** How much of a sender's mail bounces or is complained about, by day. Pure: no Kafka here. */
package dev.todoku.senders;
