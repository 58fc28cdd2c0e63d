package dev.todoku.dns.spf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a check found.
 *
 * @param result the result
 * @param explanation what the domain says to those who fail, null when it says nothing
 * @param problem why it is an error, null when it is none
 * @param record the record of the domain, null when there is none or it could not be asked for
 * @param term the term that decided, null when none did
 * @param lookups what used up lookups, in order
 */
public record SpfVerdict(
    SpfResult result,
    @Nullable String explanation,
    @Nullable String problem,
    @Nullable String record,
    @Nullable String term,
    List<SpfLookup> lookups) {

  public SpfVerdict {
    lookups = List.copyOf(lookups);
  }
}
