/**
 * Reading the tables that ship as resource files, with the place of every mistake. What the tables
 * mean is their owners' business and stays out of here.
 */
@NullMarked
package dev.todoku.table;

import org.jspecify.annotations.NullMarked;
