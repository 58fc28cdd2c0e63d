/**
 * Forgets what an installation has worked out, to start again from the topics.
 *
 * <p>Never touches a public topic.
 */
package dev.todoku.cli.reset;
