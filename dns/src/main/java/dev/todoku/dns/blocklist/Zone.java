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
 * @param testDomain what a list of domains always lists, to show that it answers
 */
record Zone(String name, Set<Kind> lists, String where, List<Code> codes, String testDomain) {
  /** What lists of addresses always list, reversed; RFC 5782 section 5. */
  private static final String TEST_IP4 = "2.0.0.127";

  /** The same for lists of IPv6 addresses alone: ::FFFF:7F00:2. */
  private static final String TEST_IP6 =
      "2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0";

  /** What lists of domains always list unless they say otherwise. */
  static final String TEST_DOMAIN = "test";

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

  /** The name that is listed as long as the zone answers, for what is asked of it. */
  String testName(Kind kind) {
    String entry =
        switch (kind) {
          case DOMAIN -> testDomain;
          case IP4 -> TEST_IP4;
          case IP6 -> lists.contains(Kind.IP4) ? TEST_IP4 : TEST_IP6;
        };
    return entry + '.' + name;
  }

  /** The same zone with a test entry of its own. */
  Zone withTest(String domain) {
    return new Zone(name, lists, where, codes, domain);
  }

  /** The same zone with one more code. */
  Zone with(Code code) {
    List<Code> more = new ArrayList<>(codes);
    more.add(code);
    return new Zone(name, lists, where, more, testDomain);
  }
}
