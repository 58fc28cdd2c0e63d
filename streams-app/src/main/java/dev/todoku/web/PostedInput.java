package dev.todoku.web;

import dev.todoku.intake.webhook.WebhookSources;
import dev.todoku.schema.Address;
import dev.todoku.streams.FutureLimit;

/**
 * What is taken over HTTP.
 *
 * @param addresses normal form of addresses
 * @param future how far ahead of the clock a posted event's time may be
 * @param sources of the mail services that may post
 */
public record PostedInput(Address addresses, FutureLimit future, WebhookSources sources) {}
