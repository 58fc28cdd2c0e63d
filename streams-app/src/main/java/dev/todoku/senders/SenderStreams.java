package dev.todoku.senders;

import dev.todoku.detect.Batch;
import dev.todoku.detect.StreamMinute;
import dev.todoku.schema.FailureType;
import dev.todoku.wire.SenderMinute;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The streams of one sender: all its mail, and each batch of it. */
public final class SenderStreams {
  private static final Set<FailureType> OF_ALL_MAIL =
      EnumSet.of(
          FailureType.AUTHENTICATION_FAILURES,
          FailureType.OWN_DOMAIN_FAILURES,
          FailureType.MASKED_REFUSALS);

  /** Name of the stream of all mail; no batch is named so. */
  public static final String ALL = "*";

  private SenderStreams() {}

  /** What a minute says of each stream. */
  public static SortedMap<String, StreamMinute> of(SenderMinute minute) {
    SortedMap<String, StreamMinute> streams = new TreeMap<>();
    minute
        .figures()
        .forEach(
            (batch, providers) ->
                providers.forEach(
                    (provider, figures) -> {
                      stream(streams, ALL).add(provider, figures, Map.of(batch, figures), Map.of());
                      stream(streams, batch).add(provider, figures, Map.of(), Map.of());
                    }));
    streams.values().forEach(stream -> stream.addSamples(minute.samples()));
    return streams;
  }

  /**
   * What is watched in a stream. Where proven recipients become unknown as well it is not the list,
   * nor the form; a form has no such recipients, and all mail shows them.
   */
  public static Set<FailureType> channelsOf(String stream) {
    return stream.equals(ALL)
        ? OF_ALL_MAIL
        : EnumSet.of(SenderCause.channelOf(stream), FailureType.MASKED_REFUSALS);
  }

  /** The batch that a stream is limited to. */
  static String batchOf(String stream) {
    return stream.equals(ALL) ? Batch.NONE : stream;
  }

  private static StreamMinute stream(Map<String, StreamMinute> streams, String name) {
    return streams.computeIfAbsent(name, unused -> new StreamMinute());
  }
}
