package dev.todoku.bounce;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds which of many phrases stand in a text, in one pass: a tree of their characters (a radix
 * tree) is walked down from every beginning of a word. A walk ends where no phrase goes on, mostly
 * after a few characters, and never goes further than the longest phrase: time is linear in the
 * text.
 *
 * <p>A phrase is found where a word begins, so that {@code ptr} is not found in {@code sculptr},
 * and may end within a word, so that {@code throttl} stands for all its forms; one that ends with a
 * digit ends where the number does. Scripts without blanks between words begin a word with each
 * character.
 */
final class Phrases {

  /**
   * Some characters further: what may follow, and which phrase ends here. Each character that may
   * follow has the place that its lower bits tell; there are as many places as that needs.
   */
  private static final class Node {
    /** The characters that lead here, after the one that leads away from the node above. */
    private String way = "";

    private char[] characters = new char[1];
    private Node[] children = new Node[1];
    private int phrase = -1;

    Node child(char c) {
      int place = c & (characters.length - 1);
      return characters[place] == c ? children[place] : null;
    }

    Node childOrNew(char c) {
      Node known = child(c);
      if (known != null) {
        return known;
      }
      while (children[c & (children.length - 1)] != null) {
        makeRoom();
      }
      Node added = new Node();
      put(c, added);
      return added;
    }

    /** Puts the nodes between two choices into one. */
    void shorten() {
      for (Node child : children) {
        if (child != null) {
          child.shorten();
          child.takeInOnlyChild();
        }
      }
    }

    private void takeInOnlyChild() {
      if (phrase < 0 && children.length == 1) {
        Node only = children[0];
        way = characters[0] + only.way;
        phrase = only.phrase;
        characters = only.characters;
        children = only.children;
      }
    }

    private void put(char c, Node child) {
      characters[c & (characters.length - 1)] = c;
      children[c & (children.length - 1)] = child;
    }

    private void makeRoom() {
      char[] before = characters;
      Node[] grown = children;
      characters = new char[2 * before.length];
      children = new Node[2 * grown.length];
      for (int i = 0; i < before.length; i++) {
        if (grown[i] != null) {
          put(before[i], grown[i]);
        }
      }
    }
  }

  /** The first code point of scripts that put no blanks between words (CJK radicals). */
  private static final int FIRST_WITHOUT_BLANKS = 0x2e80;

  private final Node root = new Node();

  private final Map<String, Integer> numbers = new HashMap<>();

  Phrases(List<String> phrases) {
    phrases.forEach(this::add);
    root.shorten();
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
    int at = from;
    Node node = root.child(text.charAt(at));
    while (node != null && (node.way.isEmpty() || text.startsWith(node.way, at + 1))) {
      at += node.way.length();
      if (node.phrase >= 0 && !cutsNumber(text, at)) {
        found.set(node.phrase);
      }
      at++;
      node = at < text.length() ? node.child(text.charAt(at)) : null;
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
