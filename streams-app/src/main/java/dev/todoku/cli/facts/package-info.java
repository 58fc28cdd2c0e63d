/** {@code todoku facts}: asks the DNS about who sends to whom, for the pipeline. */
@NullMarked
package dev.todoku.cli.facts;

import org.jspecify.annotations.NullMarked;
