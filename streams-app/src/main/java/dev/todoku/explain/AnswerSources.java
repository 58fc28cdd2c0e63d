package dev.todoku.explain;

import dev.todoku.schema.Alert;
import dev.todoku.wire.QueueSnapshot;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What helps to explain a mail and is not known of the mail itself. */
public interface AnswerSources extends SenderDns.Source {
  /** Nothing else is known. */
  AnswerSources NONE =
      new AnswerSources() {
        @Override
        public Collection<Alert> incidents() {
          return List.of();
        }

        @Override
        public SenderDns dns(@Nullable String fromDomain, String sourceIp) {
          return SenderDns.NOTHING;
        }

        @Override
        public Optional<OthersFared> others(String provider, long time) {
          return Optional.empty();
        }

        @Override
        public Optional<QueueSnapshot.Found> waiting(String queueId, String recipient) {
          return Optional.empty();
        }
      };

  /** The incidents that may explain failures, as last published. */
  Collection<Alert> incidents();

  /**
   * How all mail to a provider fared within {@link OthersFared#AROUND_MS} of {@code time}; empty
   * when that is not known.
   */
  Optional<OthersFared> others(String provider, long time);

  /**
   * The mail that waited in the queue of its server when that was last asked, or has left it since;
   * empty when it was not seen there, and when no server is asked.
   */
  Optional<QueueSnapshot.Found> waiting(String queueId, String recipient);
}
