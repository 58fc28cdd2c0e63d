/** Amazon SES: events by SNS, EventBridge or Firehose. */
@NullMarked
package dev.todoku.intake.ses;

import org.jspecify.annotations.NullMarked;
