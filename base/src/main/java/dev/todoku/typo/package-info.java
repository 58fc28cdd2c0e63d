/**
 * Domains that people mistype, and what they may have meant. Pure: whether a domain exists is asked
 * elsewhere.
 */
package dev.todoku.typo;
