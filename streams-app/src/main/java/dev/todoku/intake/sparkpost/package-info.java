/** SparkPost (Bird): event webhooks. */
@NullMarked
package dev.todoku.intake.sparkpost;

import org.jspecify.annotations.NullMarked;
