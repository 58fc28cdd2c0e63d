package dev.todoku.web;

import dev.todoku.query.DistributedStateReader;
import dev.todoku.query.StateBytes;
import dev.todoku.query.StateKind;
import io.javalin.http.Context;

/** What this instance remembers, for the instance that was asked. */
final class StateRoute {
  private static final int MOST_PARTITIONS = 100_000;

  private final DistributedStateReader states;

  StateRoute(DistributedStateReader states) {
    this.states = states;
  }

  void read(Context ctx) {
    StateKind kind =
        StateKind.of(ctx.pathParam("kind"))
            .orElseThrow(() -> RequestRefusedException.notFound("no such state"));
    String key = Params.required(ctx, "key");
    int partition = Params.number(ctx, "partition", 0, MOST_PARTITIONS);
    ctx.contentType("application/octet-stream")
        .result(StateBytes.join(states.own(kind, key, partition)));
  }
}
