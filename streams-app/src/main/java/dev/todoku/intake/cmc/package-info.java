/** Customers Mail Cloud (smtps.jp): event webhook. */
package dev.todoku.intake.cmc;
