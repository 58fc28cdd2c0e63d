package dev.todoku.bounce;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ObjIntConsumer;

/**
 * Finds many phrases in one pass over a text, however many there are: the automaton of Aho and
 * Corasick ({@link PhraseTree}), with every transition worked out beforehand. Latin letters match
 * in either case, and white space of any length matches one blank.
 *
 * <p>What takes the time is to wait for memory, so the tables are small. A row per state and a
 * column per class of characters would be megabytes; but most of its cells follow from the last
 * character alone. Only the others are kept: the few that a state has stand between those of other
 * states in one list, and each shows whose it is (Tarjan and Yao, "Storing a sparse table", CACM
 * 22(11), 1979). So what most texts need stays in the cache next to the processor.
 *
 * @param <T> what a phrase stands for
 */
final class PhraseFinder<T> {
  /** Marks, in a transition, a state where phrases end. */
  private static final int END = Integer.MIN_VALUE;

  private static final int NOBODY = -1;

  private final CharacterClasses classes;

  /** The transitions that follow from the last character: for each class a row. */
  private final int[] rows;

  /** For each other transition, the state that it leaves; that is where its transitions begin. */
  private final int[] owners;

  /** For each other transition, the state that it leads to. */
  private final int[] targets;

  private final Map<Integer, List<T>> found = new HashMap<>();

  /** A phrase, in lower case, and what it stands for. */
  record Phrase<T>(String text, T meaning) {}

  PhraseFinder(List<Phrase<T>> phrases) {
    classes = new CharacterClasses(phrases.stream().map(Phrase::text).toList());
    PhraseTree<T> tree = new PhraseTree<>(classes, phrases);
    Map<PhraseTree.Node<T>, Integer> states = states(tree);
    int last = states.values().stream().mapToInt(state -> state).max().orElseThrow();
    owners = new int[last + classes.count()];
    targets = new int[owners.length];
    rows = new int[classes.count() * classes.count()];
    Arrays.fill(owners, NOBODY);
    states.forEach((node, state) -> put(node, state, states));
    for (int i = 0; i < rows.length; i++) {
      rows[i] = transition(tree.after(i / classes.count(), i % classes.count()), states);
    }
  }

  /** Gives each node a state: where the places of all its transitions are free. */
  private static <T> Map<PhraseTree.Node<T>, Integer> states(PhraseTree<T> tree) {
    Map<PhraseTree.Node<T>, Integer> states = new HashMap<>();
    BitSet taken = new BitSet();
    int state = 0;
    for (PhraseTree.Node<T> node : tree.nodes()) {
      Set<Integer> own = node.ownTransitions().keySet();
      while (!isFree(taken, state, own)) {
        state++;
      }
      for (int c : own) {
        taken.set(state + c);
      }
      states.put(node, state++);
    }
    return states;
  }

  private static boolean isFree(BitSet taken, int state, Set<Integer> own) {
    for (int c : own) {
      if (taken.get(state + c)) {
        return false;
      }
    }
    return true;
  }

  private void put(PhraseTree.Node<T> node, int state, Map<PhraseTree.Node<T>, Integer> states) {
    node.ownTransitions()
        .forEach(
            (c, next) -> {
              owners[state + c] = state;
              targets[state + c] = transition(next, states);
            });
    if (!node.found().isEmpty()) {
      found.put(state, node.found());
    }
  }

  private static <T> int transition(
      PhraseTree.Node<T> to, Map<PhraseTree.Node<T>, Integer> states) {
    return Objects.requireNonNull(states.get(to)) | (to.found().isEmpty() ? 0 : END);
  }

  /**
   * Calls {@code listener} with each phrase in {@code text} and of where it ends.
   *
   * @return what is begun at the end of {@code text}, for {@link #goOn}; 0 when nothing
   */
  int find(String text, ObjIntConsumer<T> listener) {
    int state = 0;
    int last = CharacterClasses.OTHER;
    for (int i = 0; i < text.length(); i++) {
      int c = classes.of(text.charAt(i));
      state = after(state, last, c);
      if (state < 0) {
        report(state, i + 1, listener);
      }
      last = c;
    }
    return after(state, last, CharacterClasses.BLANK);
  }

  /**
   * Calls {@code listener} with each phrase that begins before {@code text}, and goes on in it as
   * if a blank stood between; also of those that end where such a phrase does.
   *
   * @param begun what is begun before {@code text}
   * @param begunInside what {@link #find} says is begun at the end of {@code text} itself
   * @return what is begun at the end of both
   */
  int goOn(int begun, String text, int begunInside, ObjIntConsumer<T> listener) {
    int state = begun;
    int inside = 0;
    int last = CharacterClasses.BLANK;
    for (int i = 0; i < text.length() && state != inside; i++) {
      int c = classes.of(text.charAt(i));
      state = after(state, last, c);
      inside = after(inside, last, c);
      if (state != inside && state < 0) {
        report(state, i + 1, listener);
      }
      last = c;
    }
    return state == inside ? begunInside : after(state, last, CharacterClasses.BLANK);
  }

  private int after(int state, int last, int c) {
    int place = (state & ~END) + c;
    return owners[place] == (state & ~END) ? targets[place] : rows[last * classes.count() + c];
  }

  private void report(int state, int end, ObjIntConsumer<T> listener) {
    for (T meaning : found.getOrDefault(state & ~END, List.of())) {
      listener.accept(meaning, end);
    }
  }
}
