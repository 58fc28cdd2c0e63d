/**
 * The way of a message: through filters, signers and relays of one's own to the recipient's
 * provider, and at which of these hops it stands. Pure: no Kafka here, and nothing of any mail
 * server's log format.
 */
package dev.todoku.hop;
