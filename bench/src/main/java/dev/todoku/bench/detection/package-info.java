/** How well blocks are distinguished from everything else, and how soon, beside rivals. */
@NullMarked
package dev.todoku.bench.detection;

import org.jspecify.annotations.NullMarked;
