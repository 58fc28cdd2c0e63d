package dev.todoku.web;

import dev.todoku.schema.AuditRecord;
import io.javalin.http.Context;
import java.util.EnumSet;
import java.util.Set;

/**
 * Who asks.
 *
 * @param name of the token or the person
 * @param via how that is proved
 * @param roles what it may do
 * @param domains whose mail it may see
 */
record Caller(String name, AuditRecord.Via via, Set<AccessRole> roles, FromDomains domains) {
  private static final String KEY = "todoku.caller";

  /** Whoever is on this machine, where nobody needs a token. */
  static final Caller LOCAL =
      new Caller(
          AuditRecord.LOCAL,
          AuditRecord.Via.LOCAL,
          EnumSet.allOf(AccessRole.class),
          FromDomains.ALL);

  /** Whoever has a link to one answer. */
  static final Caller BY_LINK =
      new Caller("link", AuditRecord.Via.LINK, EnumSet.noneOf(AccessRole.class), FromDomains.ALL);

  static Caller of(AccessToken token, AuditRecord.Via via) {
    return new Caller(token.name(), via, token.roles(), token.domains());
  }

  /** Remembers who asks this. */
  void keepIn(Context ctx) {
    ctx.attribute(KEY, this);
  }

  /** Who asks this; without a token only a link shows anything. */
  static Caller of(Context ctx) {
    Caller known = ctx.attribute(KEY);
    return known == null ? BY_LINK : known;
  }
}
