package dev.todoku.bounce;

import dev.todoku.schema.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A recipient that the text of a bounce message speaks of.
 *
 * @param address as it stands there
 * @param sentTo the address that the message was sent to, null when the same or unknown
 * @param dialogue what the text tells of it
 */
record Addressee(String address, String sentTo, Dialogue dialogue) {

  /** More than any genuine bounce message speaks of in prose. */
  private static final int MOST = 100;

  /** The lines that speak of one address. */
  private static final class Passage {
    private final String address;
    private String sentTo;
    private List<ProseLine> lines = new ArrayList<>();

    Passage(String address) {
      this.address = address;
    }
  }

  /** Roles that are looked for together, the surest first. */
  private static final List<Set<Mention.Role>> ROLES =
      List.of(
          EnumSet.of(Mention.Role.LISTED, Mention.Role.NAMED),
          EnumSet.of(Mention.Role.COMMAND, Mention.Role.REPLY));

  /** The recipients in {@code message}; empty when it speaks of none. */
  static List<Addressee> in(BounceMessage message) {
    String headline = message.prose().headline();
    return told(message).stream()
        .map(to -> new Addressee(to.address, to.sentTo, to.dialogue.under(headline)))
        .toList();
  }

  private static List<Addressee> told(BounceMessage message) {
    List<ProseLine> lines = message.prose().lines();
    Set<String> bystanders = message.bystanders();
    List<Mention> all = new ArrayList<>();
    List<Mention> mentions = new ArrayList<>();
    for (Mention mention : Mention.in(message.prose())) {
      if (Fit.address(mention.address()) != null) {
        all.add(mention);
        if (!bystanders.contains(Address.DEFAULT.normal(mention.address()))) {
          mentions.add(mention);
        }
      }
    }
    for (Set<Mention.Role> roles : ROLES) {
      List<Mention> chosen = withRoleOfFirst(of(roles, mentions));
      if (!chosen.isEmpty()) {
        return addressees(passages(chosen, mentions, lines), lines, chosen.get(0).role());
      }
    }
    Dialogue dialogue = Dialogue.in(lines);
    return elsewhere(message, mentions, all).stream()
        .limit(MOST)
        .map(to -> new Addressee(to, null, dialogue))
        .toList();
  }

  /** Whoever a server names first has failed; those of another role behind may be its contacts. */
  private static List<Mention> withRoleOfFirst(List<Mention> mentions) {
    boolean isTranscript = !mentions.isEmpty() && !mentions.get(0).isSentence();
    return mentions.isEmpty() || isTranscript
        ? mentions
        : of(EnumSet.of(mentions.get(0).role()), mentions);
  }

  private static List<Mention> of(Set<Mention.Role> roles, List<Mention> mentions) {
    List<Mention> chosen = new ArrayList<>();
    for (Mention mention : mentions) {
      if (roles.contains(mention.role())) {
        chosen.add(mention);
      }
    }
    return chosen;
  }

  /** Where no sentence says who failed: what the header and the original say, else a guess. */
  private static List<String> elsewhere(
      BounceMessage message, List<Mention> mentions, List<Mention> withBystanders) {
    if (!message.failedRecipients().isEmpty()) {
      return message.failedRecipients();
    }
    List<Mention> sentTo = of(EnumSet.of(Mention.Role.SENT_TO), mentions);
    if (!sentTo.isEmpty()) {
      return List.of(sentTo.get(0).address());
    }
    List<Mention> listed = of(EnumSet.of(Mention.Role.LISTED), withBystanders);
    if (!message.addressees().isEmpty() && listed.isEmpty()) {
      return message.addressees();
    }
    List<Mention> guess = listed.isEmpty() ? of(EnumSet.of(Mention.Role.OTHER), mentions) : listed;
    return guess.isEmpty() ? message.addressees() : List.of(guess.get(0).address());
  }

  /**
   * The one of {@code addressees} who has one of {@code addresses}; where there is but one on both
   * sides it is that one, whatever the spelling. Null when there is none.
   */
  static Addressee of(List<Addressee> addressees, boolean isAlone, String... addresses) {
    for (String address : addresses) {
      for (Addressee addressee : addressees) {
        if (address != null && addressee.address().equalsIgnoreCase(address)) {
          return addressee;
        }
      }
    }
    return isAlone && addressees.size() == 1 ? addressees.get(0) : null;
  }

  private static Collection<Passage> passages(
      List<Mention> chosen, List<Mention> mentions, List<ProseLine> lines) {
    Map<String, Passage> passages = new LinkedHashMap<>();
    for (int i = 0; i < chosen.size() && passages.size() < MOST; i++) {
      Mention mention = chosen.get(i);
      int end = i + 1 < chosen.size() ? chosen.get(i + 1).line() : lines.size();
      Passage passage =
          passages.computeIfAbsent(
              Address.DEFAULT.normal(mention.address()), key -> new Passage(mention.address()));
      if (mention.role() == Mention.Role.REPLY) {
        int after = i == 0 ? -1 : chosen.get(i - 1).line();
        int from = exchangeBefore(mention.line(), after, lines);
        passage.lines.addAll(lines.subList(from, mention.line() + 1));
      } else if (end > mention.line()) {
        ProseLine first = lines.get(mention.line());
        passage.lines.add(
            mention.role() == Mention.Role.LISTED ? rest(first, mention.end()) : first);
        passage.lines.addAll(lines.subList(mention.line() + 1, end));
      }
      for (Mention other : mentions) {
        if (other.role() == Mention.Role.SENT_TO
            && other.line() >= mention.line()
            && other.line() <= end) {
          passage.sentTo = other.address();
        }
      }
    }
    return passages.values();
  }

  /** Where the lines of SMTP dialogue that lead to {@code line} begin, below {@code after}. */
  private static int exchangeBefore(int line, int after, List<ProseLine> lines) {
    int from = line;
    while (from - 1 > after && Dialogue.isOfTranscript(lines.get(from - 1).text())) {
      from--;
    }
    return from;
  }

  /** What follows an address, without the marks around it. */
  private static ProseLine rest(ProseLine line, int from) {
    String text = line.text();
    int at = from;
    while (at < text.length() && "\"'>:]) \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return line.rest(at);
  }

  /** Addresses that are listed together share what follows the list. */
  private static List<Addressee> addressees(
      Collection<Passage> passages, List<ProseLine> lines, Mention.Role role) {
    List<Passage> all = List.copyOf(passages);
    boolean isAlone = all.size() == 1;
    List<ProseLine> shared = List.of();
    for (int i = all.size() - 1; i >= 0; i--) {
      Passage passage = all.get(i);
      if (saysNothing(passage.lines)) {
        passage.lines = shared;
      }
      shared = passage.lines;
    }
    return all.stream()
        .map(passage -> addressee(passage, isAlone ? lines : List.of(), role))
        .toList();
  }

  /**
   * @param all the lines that speak of it too, empty when they may speak of others
   */
  private static Addressee addressee(Passage passage, List<ProseLine> all, Mention.Role role) {
    Dialogue own = Dialogue.in(passage.lines);
    boolean isList = role == Mention.Role.LISTED || role == Mention.Role.NAMED;
    boolean isEnough = isList && own.code() != 0 && !own.text().isEmpty();
    if (!isEnough && !all.isEmpty()) {
      Dialogue whole = Dialogue.in(all);
      own = !isList || own.text().isEmpty() || whole.code() != 0 ? whole : own;
    }
    String sentTo = passage.sentTo == null ? null : Fit.address(passage.sentTo);
    return new Addressee(passage.address, sentTo, own);
  }

  private static boolean saysNothing(List<ProseLine> lines) {
    return lines.stream().noneMatch(line -> Dialogue.hasLetters(line.text(), 1));
  }
}
