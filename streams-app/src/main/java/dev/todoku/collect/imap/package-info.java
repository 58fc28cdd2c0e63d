/** Mailboxes that are read over the network. */
@NullMarked
package dev.todoku.collect.imap;

import org.jspecify.annotations.NullMarked;
