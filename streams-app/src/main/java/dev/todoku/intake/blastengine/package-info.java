/** blastengine: error webhook. */
package dev.todoku.intake.blastengine;
