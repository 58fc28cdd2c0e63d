/** Mailboxes in directories. Pure. */
package dev.todoku.collect.maildir;
