/** Commands about recipients, written to {@code mail.recipients}. */
@NullMarked
package dev.todoku.cli.recipients;

import org.jspecify.annotations.NullMarked;
