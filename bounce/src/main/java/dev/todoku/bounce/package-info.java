/**
 * Reading bounce messages, and naming the reason behind a reply. The tables of reasons are
 * resources beside this package. Pure: no Kafka, no clock, no network here.
 */
@NullMarked
package dev.todoku.bounce;

import org.jspecify.annotations.NullMarked;
