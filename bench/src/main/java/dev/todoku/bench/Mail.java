package dev.todoku.bench;

import dev.todoku.schema.Bounce;
import dev.todoku.schema.Delivery;
import dev.todoku.schema.Send;
import dev.todoku.schema.Status;
import java.util.Optional;

/** One message of the workload and all that is told of it. */
record Mail(Send send, Optional<Delivery> delivery, Optional<Bounce> bounce) {

  /** What its last outcome must say. */
  Status truth() {
    return bounce.isPresent() ? Status.BOUNCED : Status.DELIVERED;
  }
}
