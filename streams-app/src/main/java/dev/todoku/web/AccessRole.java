package dev.todoku.web;

import java.util.regex.Pattern;

/** What a token may do. */
enum AccessRole {
  /** See the page and the API. */
  READ,
  /** Change what holds of addresses and incidents, and share answers. */
  OPERATE,
  /** Write events. */
  INGEST,
  /** Ask for state, as instances ask each other. */
  INSTANCE;

  private static final Pattern CHANGE =
      Pattern.compile("/intake/(recipients|incident-notes)|/api/share");

  /** What a request needs. */
  static AccessRole of(String path) {
    if (CHANGE.matcher(path).matches()) {
      return OPERATE;
    }
    if (path.startsWith("/intake/")) {
      return INGEST;
    }
    return path.startsWith("/state/") ? INSTANCE : READ;
  }
}
