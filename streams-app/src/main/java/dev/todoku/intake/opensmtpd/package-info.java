/** The syslog lines of OpenSMTPD: one envelope is one recipient. */
@NullMarked
package dev.todoku.intake.opensmtpd;

import org.jspecify.annotations.NullMarked;
