/**
 * Measures the pipeline against a plain copy and the stock join, on one broker, in one run. What is
 * measured is the application as it ships; nothing of it lives here.
 */
@NullMarked
package dev.todoku.bench;

import org.jspecify.annotations.NullMarked;
