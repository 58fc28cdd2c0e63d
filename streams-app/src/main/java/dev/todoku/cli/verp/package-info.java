/** {@code todoku verp}: envelope senders that prove a bounce. */
package dev.todoku.cli.verp;
