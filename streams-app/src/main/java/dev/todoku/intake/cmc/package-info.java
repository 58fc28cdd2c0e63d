/** Customers Mail Cloud (smtps.jp): event webhook. */
@NullMarked
package dev.todoku.intake.cmc;

import org.jspecify.annotations.NullMarked;
