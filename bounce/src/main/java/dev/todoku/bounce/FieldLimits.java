package dev.todoku.bounce;

import dev.todoku.schema.Address;
import dev.todoku.schema.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leaves out what a record could not carry: a bounce with one absurd field is still a bounce. */
final class FieldLimits {
  private FieldLimits() {}

  /** {@code address}, null when it is longer than any address. */
  static @Nullable String address(@Nullable String address) {
    return within(address, Limits.ADDRESS);
  }

  /** {@code addresses} without those that are longer than any address. */
  static List<String> addresses(List<String> addresses) {
    List<String> fitting = new ArrayList<>(addresses.size());
    for (String address : addresses) {
      if (address(address) != null) {
        fitting.add(address);
      }
    }
    return fitting;
  }

  /** {@code name} in normal form, null when it is longer than any domain. */
  static @Nullable String domain(String name) {
    return name.length() > Limits.DOMAIN ? null : within(Address.normalDomain(name), Limits.DOMAIN);
  }

  /** {@code name}, null when it is blank or too long. */
  static @Nullable String name(@Nullable String name) {
    return within(name, Limits.NAME);
  }

  static @Nullable String messageId(String id) {
    return within(id, Limits.MESSAGE_ID);
  }

  private static @Nullable String within(@Nullable String text, int limit) {
    return text == null || text.isBlank() || text.length() > limit ? null : text;
  }
}
