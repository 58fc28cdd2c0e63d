/** Commands about recipients, written to {@code mail.recipients}. */
package dev.todoku.cli.recipients;
