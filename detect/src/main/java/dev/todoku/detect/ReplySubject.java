package dev.todoku.detect;

/** What a reply may say that it is about. */
enum ReplySubject {
  SENDING_ADDRESS,
  FROM_DOMAIN,
  CONTENT,
  RATE;

  /**
   * @param reply in lower case
   */
  boolean isNamedIn(String reply) {
    return switch (this) {
      case SENDING_ADDRESS -> IpWords.FOUND.test(reply);
      case FROM_DOMAIN -> DomainWords.FOUND.test(reply);
      case CONTENT -> ContentWords.FOUND.test(reply);
      case RATE -> RateWords.FOUND.test(reply);
    };
  }
}
