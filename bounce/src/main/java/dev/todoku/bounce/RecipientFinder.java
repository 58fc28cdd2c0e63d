package dev.todoku.bounce;

import dev.todoku.schema.Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recipient that the text of a bounce message speaks of.
 *
 * @param address as it stands there
 * @param sentTo the address that the message was sent to, null when the same or unknown
 * @param dialogue what the text says of it
 */
record RecipientFinder(String address, @Nullable String sentTo, Dialogue dialogue) {

  /** More than any genuine bounce message speaks of in prose. */
  private static final int MOST = 100;

  /** The lines that speak of one address. */
  private static final class Passage {
    private final String address;
    private @Nullable String sentTo;
    private List<ProseLine> lines = new ArrayList<>();

    Passage(String address) {
      this.address = address;
    }
  }

  /** Roles that are looked for together, the surest first. */
  private static final List<Set<AddressMention.Role>> ROLES =
      List.of(
          EnumSet.of(AddressMention.Role.LISTED, AddressMention.Role.NAMED),
          EnumSet.of(AddressMention.Role.COMMAND, AddressMention.Role.REPLY));

  /** The recipients in {@code message}; empty when it speaks of none. */
  static List<RecipientFinder> in(BounceMessage message) {
    String headline = message.prose().headline();
    return named(message).stream()
        .map(to -> new RecipientFinder(to.address, to.sentTo, to.dialogue.under(headline)))
        .toList();
  }

  private static List<RecipientFinder> named(BounceMessage message) {
    List<ProseLine> lines = message.prose().lines();
    Set<String> bystanders = message.bystanders();
    List<AddressMention> all = new ArrayList<>();
    List<AddressMention> mentions = new ArrayList<>();
    for (AddressMention mention : AddressMention.in(message.prose())) {
      if (FieldLimits.address(mention.address()) != null) {
        all.add(mention);
        if (!bystanders.contains(Address.DEFAULT.normal(mention.address()))) {
          mentions.add(mention);
        }
      }
    }
    for (Set<AddressMention.Role> roles : ROLES) {
      List<AddressMention> chosen = withRoleOfFirst(of(roles, mentions));
      if (!chosen.isEmpty()) {
        return addressees(passages(chosen, mentions, lines), lines, chosen.get(0).role());
      }
    }
    Dialogue dialogue = Dialogue.in(lines);
    return elsewhere(message, mentions, all).stream()
        .limit(MOST)
        .map(to -> new RecipientFinder(to, null, dialogue))
        .toList();
  }

  /** Whoever a server names first has failed; those of another role behind may be its contacts. */
  private static List<AddressMention> withRoleOfFirst(List<AddressMention> mentions) {
    boolean isTranscript = !mentions.isEmpty() && !mentions.get(0).isSentence();
    return mentions.isEmpty() || isTranscript
        ? mentions
        : of(EnumSet.of(mentions.get(0).role()), mentions);
  }

  private static List<AddressMention> of(
      Set<AddressMention.Role> roles, List<AddressMention> mentions) {
    List<AddressMention> chosen = new ArrayList<>();
    for (AddressMention mention : mentions) {
      if (roles.contains(mention.role())) {
        chosen.add(mention);
      }
    }
    return chosen;
  }

  /** Where no sentence says who failed: what the header and the original say, else a guess. */
  private static List<String> elsewhere(
      BounceMessage message, List<AddressMention> mentions, List<AddressMention> withBystanders) {
    if (!message.failedRecipients().isEmpty()) {
      return message.failedRecipients();
    }
    List<AddressMention> sentTo = of(EnumSet.of(AddressMention.Role.SENT_TO), mentions);
    if (!sentTo.isEmpty()) {
      return List.of(sentTo.get(0).address());
    }
    List<AddressMention> listed = of(EnumSet.of(AddressMention.Role.LISTED), withBystanders);
    if (!message.addressees().isEmpty() && listed.isEmpty()) {
      return message.addressees();
    }
    List<AddressMention> guess =
        listed.isEmpty() ? of(EnumSet.of(AddressMention.Role.OTHER), mentions) : listed;
    return guess.isEmpty() ? message.addressees() : List.of(guess.get(0).address());
  }

  /**
   * The one of {@code addressees} who has one of {@code addresses}; where there is but one on both
   * sides it is that one, whatever the spelling. Null when there is none.
   */
  static @Nullable RecipientFinder of(
      List<RecipientFinder> addressees, boolean isAlone, @Nullable String... addresses) {
    for (String address : addresses) {
      for (RecipientFinder addressee : addressees) {
        if (address != null && addressee.address().equalsIgnoreCase(address)) {
          return addressee;
        }
      }
    }
    return isAlone && addressees.size() == 1 ? addressees.get(0) : null;
  }

  private static Collection<Passage> passages(
      List<AddressMention> chosen, List<AddressMention> mentions, List<ProseLine> lines) {
    Map<String, Passage> passages = new LinkedHashMap<>();
    for (int i = 0; i < chosen.size() && passages.size() < MOST; i++) {
      AddressMention mention = chosen.get(i);
      int end = i + 1 < chosen.size() ? chosen.get(i + 1).line() : lines.size();
      Passage passage =
          passages.computeIfAbsent(
              Address.DEFAULT.normal(mention.address()), key -> new Passage(mention.address()));
      if (mention.role() == AddressMention.Role.REPLY) {
        int after = i == 0 ? -1 : chosen.get(i - 1).line();
        int from = exchangeBefore(mention.line(), after, lines);
        passage.lines.addAll(lines.subList(from, mention.line() + 1));
      } else if (end > mention.line()) {
        ProseLine first = lines.get(mention.line());
        passage.lines.add(
            mention.role() == AddressMention.Role.LISTED ? rest(first, mention.end()) : first);
        passage.lines.addAll(lines.subList(mention.line() + 1, end));
      }
      for (AddressMention other : mentions) {
        if (other.role() == AddressMention.Role.SENT_TO
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
  private static List<RecipientFinder> addressees(
      Collection<Passage> passages, List<ProseLine> lines, AddressMention.Role role) {
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
  private static RecipientFinder addressee(
      Passage passage, List<ProseLine> all, AddressMention.Role role) {
    Dialogue own = Dialogue.in(passage.lines);
    boolean isList = role == AddressMention.Role.LISTED || role == AddressMention.Role.NAMED;
    boolean isEnough = isList && own.code() != 0 && !own.text().isEmpty();
    if (!isEnough && !all.isEmpty()) {
      Dialogue whole = Dialogue.in(all);
      own = !isList || own.text().isEmpty() || whole.code() != 0 ? whole : own;
    }
    String sentTo = passage.sentTo == null ? null : FieldLimits.address(passage.sentTo);
    return new RecipientFinder(passage.address, sentTo, own);
  }

  private static boolean saysNothing(List<ProseLine> lines) {
    return lines.stream().noneMatch(line -> Dialogue.hasLetters(line.text(), 1));
  }
}
