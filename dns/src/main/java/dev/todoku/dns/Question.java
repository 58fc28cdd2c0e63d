package dev.todoku.dns;

import java.util.Locale;

/**
 * What is asked.
 *
 * @param name a domain name in lower case without the dot of the root
 * @param type the type of the records
 */
public record Question(String name, RecordType type) {

  public Question {
    name = name.toLowerCase(Locale.ROOT);
    while (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
  }

  /** As people write it: {@code MX example.jp}. */
  @Override
  public String toString() {
    return type + " " + name;
  }
}
