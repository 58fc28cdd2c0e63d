/**
 * Domains that people mistype, and what they may have meant. Pure: whether a domain exists is asked
 * elsewhere.
 */
@NullMarked
package dev.todoku.typo;

import org.jspecify.annotations.NullMarked;
