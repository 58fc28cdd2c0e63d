/** The syslog lines of OpenSMTPD: one envelope is one recipient. */
package dev.todoku.intake.opensmtpd;
