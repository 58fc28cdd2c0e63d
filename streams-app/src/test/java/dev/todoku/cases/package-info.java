/**
 * What senders ask when a mail does not arrive, one test a case: events in, the whole answer out.
 * Mail comes as lines of a Postfix log and goes through all stages.
 */
package dev.todoku.cases;
