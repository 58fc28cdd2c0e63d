/**
 * The whole flow in one page, and what may be asked of its state. A stage is in a package of its
 * own: it names what it reads and writes, and its processor fetches state, asks a decision, stores
 * and forwards.
 */
@NullMarked
package dev.todoku.topology;

import org.jspecify.annotations.NullMarked;
