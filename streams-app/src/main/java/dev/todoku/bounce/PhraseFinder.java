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
  private static final char NONE = Character.MAX_VALUE;

  private final char[] classes = new char[Character.MAX_VALUE + 1];

  /** A row has 2 to the power of this columns. */
  private final int shift;

  private final char[] next;
  private final List<List<T>> found;
  private final boolean[] isEnd;

  /** A phrase, in lower case, and what it stands for. */
  record Phrase<T>(String text, T meaning) {}

  PhraseFinder(List<Phrase<T>> phrases) {
    shift = Integer.SIZE - Integer.numberOfLeadingZeros(numberClasses(phrases) - 1);
    int states = 1 + phrases.stream().mapToInt(phrase -> phrase.text().length()).sum();
    if (states >= NONE) {
      throw new IllegalArgumentException("more phrases than can be told apart");
    }
    next = new char[states << shift];
    found = new ArrayList<>(states);
    Arrays.fill(next, NONE);
    found.add(new ArrayList<>());
    phrases.forEach(this::grow);
    workOutTransitions();
    letBlanksRepeat();
    isEnd = new boolean[found.size()];
    for (int state = 0; state < isEnd.length; state++) {
      isEnd[state] = !found.get(state).isEmpty();
    }
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
      int edge = (state << shift) | classes[c];
      if (next[edge] == NONE) {
        next[edge] = (char) found.size();
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
    for (int c = 0; c < 1 << shift; c++) {
      if (next[c] == NONE) {
        next[c] = 0;
      } else {
        states.add((int) next[c]);
      }
    }
    while (!states.isEmpty()) {
      int state = states.remove();
      found.get(state).addAll(found.get(fallback[state]));
      for (int c = 0; c < 1 << shift; c++) {
        int edge = (state << shift) | c;
        char shorter = next[(fallback[state] << shift) | c];
        if (next[edge] == NONE) {
          next[edge] = shorter;
        } else {
          fallback[next[edge]] = shorter;
          states.add((int) next[edge]);
        }
      }
    }
  }

  /** What was reached by a blank stays there for more of them. */
  private void letBlanksRepeat() {
    for (int state = 0; state < found.size(); state++) {
      int reached = next[(state << shift) | BLANK];
      if (reached != 0) {
        next[(reached << shift) | BLANK] = (char) reached;
      }
    }
  }

  /** Tells {@code listener} of each phrase in {@code text} and of where it ends. */
  void find(String text, ObjIntConsumer<T> listener) {
    int state = 0;
    for (int i = 0; i < text.length(); i++) {
      state = next[(state << shift) | classes[text.charAt(i)]];
      if (isEnd[state]) {
        tell(state, i + 1, listener);
      }
    }
  }

  private void tell(int state, int end, ObjIntConsumer<T> listener) {
    for (T meaning : found.get(state)) {
      listener.accept(meaning, end);
    }
  }
}
