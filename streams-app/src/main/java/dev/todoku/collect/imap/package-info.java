/** Mailboxes that are read over the network. */
package dev.todoku.collect.imap;
