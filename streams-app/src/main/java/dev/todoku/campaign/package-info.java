/**
 * What became of a campaign: its outcomes by reason, and the recipients that it did not reach. Read
 * from mail.outcomes, for the command line and over HTTP alike.
 */
@NullMarked
package dev.todoku.campaign;

import org.jspecify.annotations.NullMarked;
