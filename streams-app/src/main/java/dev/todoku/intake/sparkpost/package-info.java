/** SparkPost (Bird): event webhooks. */
package dev.todoku.intake.sparkpost;
