/**
 * Who runs a recipient's mailbox. Pure: nothing here asks the DNS; the well-known domains are a
 * table.
 */
@NullMarked
package dev.todoku.provider;

import org.jspecify.annotations.NullMarked;
