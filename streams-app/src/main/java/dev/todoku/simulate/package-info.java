/**
 * Made-up traffic with known truth, for the demo and for measurements. Seeded: nothing here looks
 * at the clock, and no address belongs to anybody.
 */
@NullMarked
package dev.todoku.simulate;

import org.jspecify.annotations.NullMarked;
