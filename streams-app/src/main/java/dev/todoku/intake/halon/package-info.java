/** The records that a Halon server's post-delivery script writes, one JSON object a line. */
package dev.todoku.intake.halon;
