/** {@code todoku collect}, and what {@code todoku watch} collects. */
package dev.todoku.cli.collect;
