package dev.todoku.bounce;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many phrases stand in a text, in one pass: a tree of their characters is walked
 * down from every beginning of a word. A walk ends where no phrase goes on, mostly after a few
 * characters, and never goes further than the longest phrase: time is linear in the text.
 *
 * <p>A phrase is found where a word begins, so that {@code ptr} is not found in {@code sculptr},
 * and may end within a word, so that {@code throttl} stands for all its forms; one that ends with a
 * digit ends where the number does. Scripts without blanks between words begin a word with each
 * character.
 */
final class Phrases {

  /** One character further: what may follow, sorted, and which phrase ends here. */
  private static final class Node {
    private char[] characters = {};
    private Node[] children = {};
    private int phrase = -1;

    Node child(char c) {
      if (characters.length == 1) {
        return characters[0] == c ? children[0] : null;
      }
      int index = Arrays.binarySearch(characters, c);
      return index < 0 ? null : children[index];
    }

    Node childOrNew(char c) {
      int index = Arrays.binarySearch(characters, c);
      if (index >= 0) {
        return children[index];
      }
      int at = -index - 1;
      int length = characters.length;
      characters = Arrays.copyOf(characters, length + 1);
      children = Arrays.copyOf(children, length + 1);
      System.arraycopy(characters, at, characters, at + 1, length - at);
      System.arraycopy(children, at, children, at + 1, length - at);
      characters[at] = c;
      children[at] = new Node();
      return children[at];
    }
  }

  /** The first code point of scripts that put no blanks between words (CJK radicals). */
  private static final int FIRST_WITHOUT_BLANKS = 0x2e80;

  private final Node root = new Node();

  /** Children of the root by character: most walks end there. */
  private final Node[] starts = new Node[0x80];

  private final Map<String, Integer> numbers = new HashMap<>();

  Phrases(List<String> phrases) {
    phrases.forEach(this::add);
    for (char c = 0; c < starts.length; c++) {
      starts[c] = root.child(c);
    }
  }

  private void add(String phrase) {
    if (numbers.putIfAbsent(phrase, numbers.size()) != null) {
      return;
    }
    Node node = root;
    for (int i = 0; i < phrase.length(); i++) {
      node = node.childOrNew(phrase.charAt(i));
    }
    node.phrase = numbers.get(phrase);
  }

  /** The number of {@code phrase}, which is one of those given. */
  int number(String phrase) {
    return numbers.get(phrase);
  }

  /** The numbers of the phrases that stand in {@code text}. */
  BitSet in(String text) {
    BitSet found = new BitSet(numbers.size());
    boolean wasWord = false;
    for (int i = 0; i < text.length(); i++) {
      boolean isWord = isWord(text.charAt(i));
      if (!isWord || !wasWord) {
        walk(text, i, found);
      }
      wasWord = isWord;
    }
    return found;
  }

  private void walk(String text, int from, BitSet found) {
    char first = text.charAt(from);
    Node node = first < starts.length ? starts[first] : root.child(first);
    for (int i = from; node != null; ) {
      if (node.phrase >= 0 && !cutsNumber(text, i)) {
        found.set(node.phrase);
      }
      i++;
      node = i < text.length() ? node.child(text.charAt(i)) : null;
    }
  }

  private static boolean cutsNumber(String text, int last) {
    return isDigit(text.charAt(last)) && last + 1 < text.length() && isDigit(text.charAt(last + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || isDigit(c)
        || (c > 0x7f && c < FIRST_WITHOUT_BLANKS && Character.isLetterOrDigit(c));
  }
}
