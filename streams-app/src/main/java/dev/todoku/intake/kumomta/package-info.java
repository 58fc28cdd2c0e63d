/** KumoMTA: log records as JSON, by its log hook or from its log files. */
@NullMarked
package dev.todoku.intake.kumomta;

import org.jspecify.annotations.NullMarked;
