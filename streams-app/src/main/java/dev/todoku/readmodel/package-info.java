/**
 * What the page and the API show of providers, senders and incidents: the last day of
 * mail.provider-health and the incidents of mail.alerts, read by every instance from the topics, so
 * that all of them answer alike and none has to ask another.
 *
 * <p>Bounded in memory. Nothing is decided here.
 */
@NullMarked
package dev.todoku.readmodel;

import org.jspecify.annotations.NullMarked;
