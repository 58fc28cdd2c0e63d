/**
 * Alerts for people: hands what stands on mail.alerts to a chat or to Alertmanager, at least once.
 * Kafka remains the source.
 */
@NullMarked
package dev.todoku.notify;

import org.jspecify.annotations.NullMarked;
