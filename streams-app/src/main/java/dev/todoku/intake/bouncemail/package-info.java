/** Intake of bounce messages. What they mean is read by {@code dev.todoku.bounce}. */
package dev.todoku.intake.bouncemail;
