/** Reads reports on a whole domain that come by mail: DMARC (RFC 7489) and TLS (RFC 8460). */
@NullMarked
package dev.todoku.bounce.aggregate;

import org.jspecify.annotations.NullMarked;
