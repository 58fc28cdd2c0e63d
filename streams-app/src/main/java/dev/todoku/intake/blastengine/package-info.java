/** blastengine: error webhook. */
@NullMarked
package dev.todoku.intake.blastengine;

import org.jspecify.annotations.NullMarked;
