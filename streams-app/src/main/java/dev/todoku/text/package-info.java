/**
 * Words for people, in Japanese and English, that more than one command needs.
 *
 * <p>Texts lie in resource bundles; nothing here decides anything.
 */
@NullMarked
package dev.todoku.text;

import org.jspecify.annotations.NullMarked;
