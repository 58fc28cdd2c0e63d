package dev.todoku.bounce;

import java.util.List;

/**
 * Small numbers for the characters of phrases, so that tables can have a column for each. Upper and
 * lower case of a Latin letter are one class, and so is all white space. Characters that no phrase
 * has share the class {@link #OTHER}.
 */
final class CharacterClasses {
  static final int OTHER = 0;
  static final int BLANK = 1;

  private final char[] classes = new char[Character.MAX_VALUE + 1];
  private final int count;

  CharacterClasses(List<String> phrases) {
    for (char c = 0; c <= ' '; c++) {
      classes[c] = BLANK;
    }
    classes['\u00a0'] = BLANK;
    char next = BLANK + 1;
    for (char c = 'a'; c <= 'z'; c++) {
      classes[c] = next;
      classes[Character.toUpperCase(c)] = next++;
    }
    for (String phrase : phrases) {
      for (int i = 0; i < phrase.length(); i++) {
        if (classes[phrase.charAt(i)] == OTHER) {
          classes[phrase.charAt(i)] = next++;
        }
      }
    }
    count = next;
  }

  int of(char c) {
    return classes[c];
  }

  /** How many there are; their numbers are below. */
  int count() {
    return count;
  }
}
