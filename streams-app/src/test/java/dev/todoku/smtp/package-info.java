/** Mail servers on loopback for tests, genuine ones and sinks that answer as they are told. */
package dev.todoku.smtp;
