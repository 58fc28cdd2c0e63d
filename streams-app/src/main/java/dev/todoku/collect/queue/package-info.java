/** What waits in the queue of a mail server, as its own command lists it. */
@NullMarked
package dev.todoku.collect.queue;

import org.jspecify.annotations.NullMarked;
