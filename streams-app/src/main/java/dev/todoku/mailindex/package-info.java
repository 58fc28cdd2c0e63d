/**
 * What can be searched and listed: recent mail, suppressed addresses, campaigns, a month of
 * figures. An index on disk that every instance keeps from the public topics, so that all of them
 * answer alike; it is never the source of anything, and is built anew when it is gone.
 *
 * <p>Bounded in memory, on disk, and in what is read at the first start.
 */
@NullMarked
package dev.todoku.mailindex;

import org.jspecify.annotations.NullMarked;
