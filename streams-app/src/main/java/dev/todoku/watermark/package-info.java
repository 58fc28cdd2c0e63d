/**
 * Event-time low watermarks: how far each input, and with them each stage, has come. Pure but for
 * {@link dev.todoku.watermark.WriterMarks}, which writes them to Kafka.
 */
@NullMarked
package dev.todoku.watermark;

import org.jspecify.annotations.NullMarked;
