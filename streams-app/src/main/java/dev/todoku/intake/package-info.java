/**
 * Reads logs, bounce messages and reports of mail services, and publishes events. A format has a
 * folder below this package; the lists of formats are here. No other stage is imported here.
 */
@NullMarked
package dev.todoku.intake;

import org.jspecify.annotations.NullMarked;
