package dev.todoku.web;

import dev.todoku.dns.fact.KnownFacts;
import dev.todoku.query.DistributedStateReader;
import dev.todoku.query.QueryService;

/**
 * What the instances of an installation know.
 *
 * @param reader reads state, on whichever instance it is
 * @param answers what follows from it
 * @param dns what the DNS said of senders
 */
public record StateAccess(DistributedStateReader reader, QueryService answers, KnownFacts dns) {}
