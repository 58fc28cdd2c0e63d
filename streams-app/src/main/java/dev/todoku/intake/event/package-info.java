/** Events of the contract as applications write them: which topic, which key, which time. Pure. */
@NullMarked
package dev.todoku.intake.event;

import org.jspecify.annotations.NullMarked;
