/** What holds of all sources: walls between packages, and names. */
package dev.todoku.architecture;
