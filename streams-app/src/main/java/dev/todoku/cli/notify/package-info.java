/** {@code todoku notify}: alerts for people. */
package dev.todoku.cli.notify;
