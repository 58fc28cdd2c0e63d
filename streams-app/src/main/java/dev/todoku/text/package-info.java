/**
 * Words for people, in Japanese and English, that more than one command needs.
 *
 * <p>Texts lie in resource bundles; nothing here decides anything.
 */
package dev.todoku.text;
