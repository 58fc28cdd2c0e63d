/** PowerMTA's accounting files: CSV whose columns the configuration chooses. */
package dev.todoku.intake.powermta;
