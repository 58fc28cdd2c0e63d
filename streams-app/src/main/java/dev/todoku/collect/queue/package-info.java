/** What waits in the queue of a mail server, as its own command lists it. */
package dev.todoku.collect.queue;
