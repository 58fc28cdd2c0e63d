/** Mailboxes in directories. Pure. */
@NullMarked
package dev.todoku.collect.maildir;

import org.jspecify.annotations.NullMarked;
