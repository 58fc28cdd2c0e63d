/** What the log of a command shows. Named in {@code logback.xml}. */
package dev.todoku.logging;
