package dev.todoku.dnsfeed;

import dev.todoku.dns.Ip;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something to ask the DNS about. */
sealed interface Subject {
  /** Where mail to a domain goes. */
  record Recipients(String domain) implements Subject {}

  /** Whether a domain is in order as a sender. */
  record Sender(String domain) implements Subject {}

  /** Who has a From domain on a list. */
  record Listed(String domain) implements Subject {}

  /** Who has a sending address on a list. */
  record Source(Ip ip) implements Subject {}

  /** The subjects of a message. */
  static List<Subject> of(
      String recipientDomain, @Nullable String fromDomain, @Nullable Ip source) {
    List<Subject> subjects = new ArrayList<>();
    if (!recipientDomain.isEmpty()) {
      subjects.add(new Recipients(recipientDomain));
    }
    if (fromDomain != null && !fromDomain.isEmpty()) {
      subjects.add(new Sender(fromDomain));
      subjects.add(new Listed(fromDomain));
    }
    if (source != null) {
      subjects.add(new Source(source));
    }
    return subjects;
  }
}
