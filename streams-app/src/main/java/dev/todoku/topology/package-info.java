/**
 * The topology: a file per stage, the names of its topics and stores, and the processors, which
 * fetch state, ask a decision, store and forward. What decides lives in the pure packages.
 */
package dev.todoku.topology;
