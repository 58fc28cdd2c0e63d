/** Microsoft Exchange: message tracking logs of a server, message traces of Exchange Online. */
@NullMarked
package dev.todoku.intake.exchange;

import org.jspecify.annotations.NullMarked;
