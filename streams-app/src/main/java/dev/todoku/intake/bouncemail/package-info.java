/** Intake of bounce messages. What they mean is read by {@code dev.todoku.bounce}. */
@NullMarked
package dev.todoku.intake.bouncemail;

import org.jspecify.annotations.NullMarked;
