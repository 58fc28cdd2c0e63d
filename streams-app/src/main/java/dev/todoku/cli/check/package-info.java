/** {@code todoku check}: what a domain and its servers publish, for a person and for programs. */
@NullMarked
package dev.todoku.cli.check;

import org.jspecify.annotations.NullMarked;
