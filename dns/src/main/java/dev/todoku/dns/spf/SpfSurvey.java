package dev.todoku.dns.spf;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All of what a domain's record makes receivers look up, whatever the address: the most that a
 * check can use up.
 *
 * @param record the record of the domain, null when there is none
 * @param lookups how many of the ten (RFC 7208 section 4.6.4) each term of the record takes, with
 *     all that it includes
 * @param all what happens to those whom no other term matches, null when the record does not say
 * @param usesPtr whether a "ptr" stands anywhere (section 5.5 advises against it)
 * @param problem what is wrong or cannot be found out, null when nothing is
 * @param isTemporary whether the problem is that the DNS did not answer
 */
public record SpfSurvey(
    @Nullable String record,
    Map<String, Integer> lookups,
    @Nullable SpfResult all,
    boolean usesPtr,
    @Nullable String problem,
    boolean isTemporary) {

  /** Lookups in all. */
  public int total() {
    return lookups.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What the terms take, for a person: {@code include:a.test 4, mx 1}. */
  public String breakdown() {
    List<String> parts =
        lookups.entrySet().stream().map(e -> e.getKey() + ' ' + e.getValue()).toList();
    return String.join(", ", parts);
  }
}
