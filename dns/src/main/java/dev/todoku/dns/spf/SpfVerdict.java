package dev.todoku.dns.spf;

import java.util.List;

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
    String explanation,
    String problem,
    String record,
    String term,
    List<SpfLookup> lookups) {

  public SpfVerdict {
    lookups = List.copyOf(lookups);
  }
}
