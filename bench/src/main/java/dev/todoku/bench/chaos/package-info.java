/**
 * Whether live mail comes to the right results while instances and brokers fail. The input is
 * seeded and written from outside; results are read from the public topics only.
 */
@NullMarked
package dev.todoku.bench.chaos;

import org.jspecify.annotations.NullMarked;
