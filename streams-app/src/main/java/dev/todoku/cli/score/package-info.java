/** {@code todoku score}: how many messages of a collection are read right. */
package dev.todoku.cli.score;
