/** {@code todoku facts}: asks the DNS about who sends to whom, for the pipeline. */
package dev.todoku.cli.facts;
