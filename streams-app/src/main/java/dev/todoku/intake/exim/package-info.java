/** The main log of Exim, as it is and as cPanel configures it, in a file or by syslog. */
package dev.todoku.intake.exim;
