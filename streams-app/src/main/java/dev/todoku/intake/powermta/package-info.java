/** PowerMTA's accounting files: CSV whose columns the configuration chooses. */
@NullMarked
package dev.todoku.intake.powermta;

import org.jspecify.annotations.NullMarked;
