/**
 * What the logs of all mail servers but Postfix's have in common: a line is read by its format, and
 * the lines of one message are put together by the id that the server gave it. Pure: no Kafka, no
 * clock.
 */
@NullMarked
package dev.todoku.intake.log;

import org.jspecify.annotations.NullMarked;
