/** Amazon SES: events by SNS, EventBridge or Firehose. */
package dev.todoku.intake.ses;
