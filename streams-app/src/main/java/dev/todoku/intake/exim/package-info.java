/** The main log of Exim, as it is and as cPanel configures it, in a file or by syslog. */
@NullMarked
package dev.todoku.intake.exim;

import org.jspecify.annotations.NullMarked;
