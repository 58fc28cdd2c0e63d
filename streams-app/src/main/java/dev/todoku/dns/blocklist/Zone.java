package dev.todoku.dns.blocklist;

import dev.todoku.schema.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A blocklist.
 *
 * @param name the zone in which it answers
 * @param lists what it lists
 * @param where its page
 * @param codes what its answers mean
 */
record Zone(String name, Set<Kind> lists, String where, List<Code> codes) {
  /** What a list may list. */
  enum Kind {
    IP4,
    IP6,
    DOMAIN
  }

  /**
   * Addresses of answers and what they mean.
   *
   * @param isRefusal whether it says that one may not ask
   */
  record Code(CodePattern pattern, boolean isRefusal, Text meaning) {}

  Zone {
    lists = Set.copyOf(lists);
    codes = List.copyOf(codes);
  }

  /** The codes that {@code answer} has. */
  List<Code> explain(String answer) {
    return codes.stream().filter(code -> code.pattern().matches(answer)).toList();
  }

  /** The same zone with one more code. */
  Zone with(Code code) {
    List<Code> more = new ArrayList<>(codes);
    more.add(code);
    return new Zone(name, lists, where, more);
  }
}
