/**
 * HTTP: liveness, readiness and metrics of an instance.
 *
 * <p>Nothing here decides about mail or writes to Kafka. Answers tell no internals beyond a state.
 */
package dev.todoku.web;
