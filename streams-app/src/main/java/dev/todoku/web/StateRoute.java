package dev.todoku.web;

import dev.todoku.query.DistributedStates;
import dev.todoku.query.Kind;
import dev.todoku.query.StateBytes;
import io.javalin.http.Context;

/** What this instance remembers, for the instance that was asked. */
final class StateRoute {
  private static final int MOST_PARTITIONS = 100_000;

  private final DistributedStates states;

  StateRoute(DistributedStates states) {
    this.states = states;
  }

  void read(Context ctx) {
    Kind kind = Kind.of(ctx.pathParam("kind")).orElseThrow(() -> Refusal.notFound("no such state"));
    String key = Params.required(ctx, "key");
    int partition = Params.number(ctx, "partition", 0, MOST_PARTITIONS);
    ctx.contentType("application/octet-stream")
        .result(StateBytes.join(states.own(kind, key, partition)));
  }
}
