/** Events of the contract as applications write them: which topic, which key, which time. Pure. */
package dev.todoku.intake.event;
