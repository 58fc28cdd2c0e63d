package dev.todoku.senders;

import java.util.Set;

/**
 * Unknown recipients that speak of no list of the sender's day, for something else explains them.
 *
 * @param batches campaigns and mail streams whose unknown recipients are an incident by themselves
 * @param providers providers that call recipients unknown who have proved to exist
 */
record ExplainedUnknown(Set<String> batches, Set<String> providers) {
  static final ExplainedUnknown NOTHING = new ExplainedUnknown(Set.of(), Set.of());

  ExplainedUnknown {
    batches = Set.copyOf(batches);
    providers = Set.copyOf(providers);
  }

  boolean includes(String batch, String provider) {
    return batches.contains(batch) || providers.contains(provider);
  }
}
