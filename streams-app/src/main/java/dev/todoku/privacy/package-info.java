/**
 * Pseudonyms for addresses on topics that are meant for others. Pure but for {@link
 * dev.todoku.privacy.HiddenAddresses}, which puts them where topics are written; stages, state and
 * internal topics know nothing of them.
 */
@NullMarked
package dev.todoku.privacy;

import org.jspecify.annotations.NullMarked;
