package dev.todoku.bounce;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;

/**
 * Phrases as a tree of their characters, with what Aho and Corasick add to it: where to go on after
 * a character that no phrase has there ("Efficient string matching", CACM 18(6), 1975).
 *
 * <p>Most nodes go on like the node of their last character alone. So a node keeps only the
 * transitions that differ from that one's: to its children, and those of shorter ends of what leads
 * to it. They are few, however many phrases there are.
 *
 * @param <T> what a phrase stands for
 */
final class PhraseTree<T> {

  /** The beginning of some phrases. */
  static final class Node<T> {
    private final int last;
    private final int depth;
    private final Map<Integer, Node<T>> next = new TreeMap<>();
    private final List<T> found = new ArrayList<>(1);

    /** The longest end of this that is the beginning of a phrase too; of the root, itself. */
    private Node<T> fallback = this;

    private Node(int last, int depth) {
      this.last = last;
      this.depth = depth;
    }

    /**
     * Its transitions, by the class of the next character, that do not follow from its last
     * character alone.
     */
    Map<Integer, Node<T>> ownTransitions() {
      return depth < 2 ? Map.of() : next;
    }

    /** What the phrases stand for that end here, the longest first. */
    List<T> found() {
      return found;
    }
  }

  private final CharacterClasses classes;
  private final Node<T> root = new Node<>(CharacterClasses.OTHER, 0);

  /** The root; then down each phrase, one phrase after the other. */
  private final List<Node<T>> nodes = new ArrayList<>();

  PhraseTree(CharacterClasses classes, List<PhraseFinder.Phrase<T>> phrases) {
    this.classes = classes;
    nodes.add(root);
    phrases.forEach(this::grow);
    workOutTransitions();
  }

  private void grow(PhraseFinder.Phrase<T> phrase) {
    Node<T> node = root;
    for (char c : phrase.text().toCharArray()) {
      node = child(node, classes.of(c));
    }
    node.found.add(phrase.meaning());
  }

  private Node<T> child(Node<T> parent, int c) {
    Node<T> known = parent.next.get(c);
    if (known != null) {
      return known;
    }
    Node<T> child = new Node<>(c, parent.depth + 1);
    parent.next.put(c, child);
    nodes.add(child);
    return child;
  }

  /** Breadth first, so that the node to fall back to is complete before it is needed. */
  private void workOutTransitions() {
    Queue<Node<T>> waiting = new ArrayDeque<>();
    waiting.add(root);
    while (!waiting.isEmpty()) {
      Node<T> node = waiting.remove();
      node.next.forEach(
          (c, child) -> child.fallback = node == root ? root : after(node.fallback, c));
      waiting.addAll(node.next.values());
      if (node != root) {
        complete(node);
      }
    }
  }

  private void complete(Node<T> node) {
    node.found.addAll(node.fallback.found);
    node.fallback.ownTransitions().forEach(node.next::putIfAbsent);
    if (node.last == CharacterClasses.BLANK) {
      // What was reached by a blank stays there for more of them.
      node.next.put(CharacterClasses.BLANK, node);
    }
  }

  /** The beginnings of all phrases, those of one phrase side by side; first the empty one. */
  List<Node<T>> nodes() {
    return nodes;
  }

  /** Where characters of two classes lead to, whatever stands before them that has no say. */
  Node<T> after(int first, int second) {
    return after(root.next.getOrDefault(first, root), second);
  }

  private Node<T> after(Node<T> node, int c) {
    Node<T> known = node.next.get(c);
    if (known != null || node == root) {
      return known == null ? root : known;
    }
    return node.depth == 1 ? after(root, c) : after(node.last, c);
  }
}
