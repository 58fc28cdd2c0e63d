/** {@code todoku watch}: everything that one machine needs, in one process. */
package dev.todoku.cli.watch;
