/** Microsoft Exchange: message tracking logs of a server, message traces of Exchange Online. */
package dev.todoku.intake.exchange;
