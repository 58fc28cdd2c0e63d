package dev.todoku.mailindex;

/** The tables of the index. A code is part of keys on disk: it stays. */
enum IndexTable {
  /** What the index itself remembers: its form, positions in topics, counts. */
  META('m'),
  /** Suppressed addresses, the latest first. */
  SUPPRESSED('s'),
  /** When an address was suppressed, by address. */
  SUPPRESSED_SINCE('S'),
  /** How many are suppressed, by reason. */
  SUPPRESSED_COUNT('n'),
  /** What people did about addresses, the latest first. */
  CHANGE('h'),
  /** Mail, in the order in which it was first heard of. */
  MAIL('d'),
  /** The number of a mail, by Message-ID and recipient. */
  MAIL_NUMBER('k'),
  /** Numbers of mail, by a word of it. */
  WORD('t'),
  /** Numbers of mail that failed, by provider and time. */
  FAILED('f'),
  /** Numbers of mail of a campaign that failed. */
  CAMPAIGN_FAILED('g'),
  /** Figures of campaigns. */
  CAMPAIGN('c'),
  /** Figures of campaigns in slots of time. */
  CAMPAIGN_SLOT('C'),
  /** Campaigns by the hour of their latest mail. */
  CAMPAIGN_LATEST('l'),
  /** Figures of providers, source IPs and From domains by the hour. */
  HOUR('H'),
  /** How long providers took to accept mail, by the hour. */
  DELAY('D');

  private final char code;

  IndexTable(char code) {
    this.code = code;
  }

  char code() {
    return code;
  }
}
