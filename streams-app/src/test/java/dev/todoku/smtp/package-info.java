/** Mail servers on loopback for tests, genuine ones and sinks that answer as they are reported. */
package dev.todoku.smtp;
