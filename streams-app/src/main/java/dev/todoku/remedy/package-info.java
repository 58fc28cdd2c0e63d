/**
 * What to say and what to do about an incident: the playbook, which is a text file. Pure: nothing
 * here decides whether there is an incident.
 */
@NullMarked
package dev.todoku.remedy;

import org.jspecify.annotations.NullMarked;
