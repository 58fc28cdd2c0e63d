/**
 * The state of one message to one recipient: how events are merged into it, and what outcome it
 * comes to. Pure: no Kafka here.
 */
@NullMarked
package dev.todoku.message;

import org.jspecify.annotations.NullMarked;
