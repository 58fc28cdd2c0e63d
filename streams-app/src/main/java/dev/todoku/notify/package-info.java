/**
 * Alerts for people: hands what stands on mail.alerts to a chat or to Alertmanager, at least once.
 * Kafka remains the source.
 */
package dev.todoku.notify;
