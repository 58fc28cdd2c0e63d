package dev.todoku.bounce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.function.ObjIntConsumer;

/**
 * Finds many phrases in one pass over a text, however many there are: the automaton of Aho and
 * Corasick ("Efficient string matching", CACM 18(6), 1975), with every transition worked out
 * beforehand, so that a character costs two look-ups. Latin letters match in either case, and white
 * space of any length matches one blank.
 *
 * <p>Characters that no phrase has share one class; the table of transitions has a row per state
 * and a column per class. The columns of letters stand side by side, so that the few rows which
 * most texts need stay in the cache of the processor.
 *
 * @param <T> what a phrase stands for
 */
final class PhraseFinder<T> {
  private static final char OTHER = 0;
  private static final char BLANK = 1;

  /** No state: where a phrase would go on but none does. */
  private static final int NONE = -1;

  /** Marks, in a transition, a state where phrases end; the other bits are its row. */
  private static final int END = Integer.MIN_VALUE;

  private final char[] classes = new char[Character.MAX_VALUE + 1];

  /** How many there are, which is the length of a row. */
  private final int columns;

  private final int[] next;
  private final List<List<T>> found;

  /** A phrase, in lower case, and what it stands for. */
  record Phrase<T>(String text, T meaning) {}

  PhraseFinder(List<Phrase<T>> phrases) {
    // Rows that begin at powers of two apart would fight for the same places of a cache.
    columns = numberClasses(phrases) | 1;
    int states = 1 + phrases.stream().mapToInt(phrase -> phrase.text().length()).sum();
    next = new int[states * columns];
    found = new ArrayList<>(states);
    Arrays.fill(next, NONE);
    found.add(new ArrayList<>());
    phrases.forEach(this::grow);
    workOutTransitions();
    letBlanksRepeat();
    pointToRows();
  }

  private int numberClasses(List<Phrase<T>> phrases) {
    for (char c = 0; c <= ' '; c++) {
      classes[c] = BLANK;
    }
    classes['\u00a0'] = BLANK;
    char count = BLANK + 1;
    for (char c = 'a'; c <= 'z'; c++) {
      classes[c] = count;
      classes[Character.toUpperCase(c)] = count++;
    }
    for (Phrase<T> phrase : phrases) {
      for (char c : phrase.text().toCharArray()) {
        if (classes[c] == OTHER) {
          classes[c] = count++;
        }
      }
    }
    return count;
  }

  private void grow(Phrase<T> phrase) {
    int state = 0;
    for (char c : phrase.text().toCharArray()) {
      int edge = state * columns + classes[c];
      if (next[edge] == NONE) {
        next[edge] = found.size();
        found.add(new ArrayList<>());
      }
      state = next[edge];
    }
    found.get(state).add(phrase.meaning());
  }

  /** Breadth first, so that the state to fall back to is complete before it is needed. */
  private void workOutTransitions() {
    int[] fallback = new int[found.size()];
    Queue<Integer> states = new ArrayDeque<>();
    for (int c = 0; c < columns; c++) {
      if (next[c] == NONE) {
        next[c] = 0;
      } else {
        states.add(next[c]);
      }
    }
    while (!states.isEmpty()) {
      int state = states.remove();
      found.get(state).addAll(found.get(fallback[state]));
      for (int c = 0; c < columns; c++) {
        int edge = state * columns + c;
        int shorter = next[fallback[state] * columns + c];
        if (next[edge] == NONE) {
          next[edge] = shorter;
        } else {
          fallback[next[edge]] = shorter;
          states.add(next[edge]);
        }
      }
    }
  }

  /** What was reached by a blank stays there for more of them. */
  private void letBlanksRepeat() {
    for (int state = 0; state < found.size(); state++) {
      int reached = next[state * columns + BLANK];
      if (reached != 0) {
        next[reached * columns + BLANK] = reached;
      }
    }
  }

  /** From here on a state is where its row begins. */
  private void pointToRows() {
    for (int edge = 0; edge < found.size() * columns; edge++) {
      int mark = found.get(next[edge]).isEmpty() ? 0 : END;
      next[edge] = mark | (next[edge] * columns);
    }
  }

  /**
   * Tells {@code listener} of each phrase in {@code text} and of where it ends.
   *
   * @return what is begun at the end of {@code text}, for {@link #goOn}; 0 when nothing
   */
  int find(String text, ObjIntConsumer<T> listener) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = after(state, text.charAt(i));
      if (state < 0) {
        tell(state, i + 1, listener);
      }
    }
    return after(state, ' ');
  }

  /**
   * Tells {@code listener} of each phrase that begins before {@code text}, and goes on in it as if
   * a blank stood between; also of those that end where such a phrase does.
   *
   * @param begun what is begun before {@code text}
   * @param begunInside what {@link #find} says is begun at the end of {@code text} itself
   * @return what is begun at the end of both
   */
  int goOn(int begun, String text, int begunInside, ObjIntConsumer<T> listener) {
    int state = begun;
    int inside = 0;
    for (int i = 0; i < text.length() && state != inside; i++) {
      state = after(state, text.charAt(i));
      inside = after(inside, text.charAt(i));
      if (state != inside && state < 0) {
        tell(state, i + 1, listener);
      }
    }
    return state == inside ? begunInside : after(state, ' ');
  }

  private int after(int state, char c) {
    return next[(state & ~END) + classes[c]];
  }

  private void tell(int state, int end, ObjIntConsumer<T> listener) {
    for (T meaning : found.get((state & ~END) / columns)) {
      listener.accept(meaning, end);
    }
  }
}
