/** KumoMTA: log records as JSON, by its log hook or from its log files. */
package dev.todoku.intake.kumomta;
