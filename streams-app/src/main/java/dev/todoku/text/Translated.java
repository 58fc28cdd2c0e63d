package dev.todoku.text;

/** An error whose message exists in every language. Its own message is the English one. */
@FunctionalInterface
public interface Translated {
  ErrorText text();
}
