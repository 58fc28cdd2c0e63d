package dev.todoku.dns.spf;

import dev.todoku.dns.Ip;
import org.jspecify.annotations.Nullable;

/** A term of a record (RFC 7208 sections 5 and 6). */
sealed interface Term {
  /** As it stands in the record. */
  String text();

  /** Whether it uses up one of the ten lookups. */
  default boolean looksUp() {
    return false;
  }

  /** Decides for the addresses that it matches. */
  sealed interface Mechanism extends Term {
    /** The result for what it matches. */
    SpfResult qualifier();
  }

  /** Everybody. */
  record All(String text, SpfResult qualifier) implements Mechanism {}

  /** A network. */
  record Network(String text, SpfResult qualifier, Ip network, int length) implements Mechanism {}

  /** The addresses of a name, or of its mail servers; null stands for the current domain. */
  record Hosts(
      String text,
      SpfResult qualifier,
      boolean ofMailServers,
      @Nullable MacroString domain,
      int lengthV4,
      int lengthV6)
      implements Mechanism {
    @Override
    public boolean looksUp() {
      return true;
    }
  }

  /** Whom another domain's record lets pass. */
  record Include(String text, SpfResult qualifier, MacroString domain) implements Mechanism {
    @Override
    public boolean looksUp() {
      return true;
    }
  }

  /** Everybody when a name exists. */
  record Exists(String text, SpfResult qualifier, MacroString domain) implements Mechanism {
    @Override
    public boolean looksUp() {
      return true;
    }
  }

  /** Addresses whose reverse name is below a domain; null stands for the current one. */
  record Reverse(String text, SpfResult qualifier, @Nullable MacroString domain)
      implements Mechanism {
    @Override
    public boolean looksUp() {
      return true;
    }
  }

  /** Where to look when nothing matched. */
  record Redirect(String text, MacroString domain) implements Term {
    @Override
    public boolean looksUp() {
      return true;
    }
  }

  /** Where the explanation of a failure lies. */
  record Explanation(String text, MacroString domain) implements Term {}
}
