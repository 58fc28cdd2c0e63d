/** The syslog lines of Sendmail: {@code from=} and {@code to=} of a queue id. */
package dev.todoku.intake.sendmail;
