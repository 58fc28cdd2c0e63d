/** The syslog lines of Sendmail: {@code from=} and {@code to=} of a queue id. */
@NullMarked
package dev.todoku.intake.sendmail;

import org.jspecify.annotations.NullMarked;
