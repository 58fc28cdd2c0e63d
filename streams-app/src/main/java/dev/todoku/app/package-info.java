/**
 * The pipeline as an application: its settings from the configuration, the Kafka Streams settings
 * with their reasons, memory. No decision about mail lives here.
 */
@NullMarked
package dev.todoku.app;

import org.jspecify.annotations.NullMarked;
