/**
 * The public contract: one record per value that stands on a public topic, its JSON form, the names
 * of the topics and the normal forms of addresses and message-ids.
 *
 * <p>Times are milliseconds since 1970-01-01T00:00Z. A component is never null unless its
 * documentation says so. No decision lives here, and nothing of the application may be imported.
 */
@NullMarked
package dev.todoku.schema;

import org.jspecify.annotations.NullMarked;
