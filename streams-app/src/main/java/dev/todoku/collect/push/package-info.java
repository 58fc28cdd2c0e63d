/** What is sent here: by mail servers and loggers that connect. Pure. */
@NullMarked
package dev.todoku.collect.push;

import org.jspecify.annotations.NullMarked;
