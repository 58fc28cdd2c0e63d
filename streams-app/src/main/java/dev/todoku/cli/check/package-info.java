/** {@code todoku check}: what a domain and its servers publish, for a person and for programs. */
package dev.todoku.cli.check;
