/**
 * HTTP: the page, the API, liveness, readiness and metrics of an instance.
 *
 * <p>Nothing here decides about mail; of the topics only the inputs are written to, by {@code POST
 * /intake}. Refusals are one line of JSON that shows no internals.
 */
@NullMarked
package dev.todoku.web;

import org.jspecify.annotations.NullMarked;
