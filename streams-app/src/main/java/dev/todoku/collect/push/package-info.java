/** What is sent here: by mail servers and loggers that connect. Pure. */
package dev.todoku.collect.push;
