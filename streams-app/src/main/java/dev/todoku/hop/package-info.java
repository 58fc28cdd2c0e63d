/**
 * The way of a message: through filters, signers and relays of one's own to the recipient's
 * provider, and at which of these hops it stands. Pure: no Kafka here, and nothing of any mail
 * server's log format.
 */
@NullMarked
package dev.todoku.hop;

import org.jspecify.annotations.NullMarked;
