package dev.todoku.detect;

import dev.todoku.detect.Attempt.Contact;
import java.util.EnumSet;
import java.util.Set;

/**
 * What an attempt says of its recipient: it adds other figures when something else is known of the
 * recipient, from mail that comes to light later.
 */
public enum ContactTrial {
  /** The recipient's domain takes no mail. */
  NO_SUCH_DOMAIN(1),
  /** The provider's policy let it pass, and the recipient was not unknown. */
  PASSED(2),
  /** The provider's policy let it pass, and the recipient was called unknown. */
  UNKNOWN(3),
  /** It was accepted, and a bounce message called the recipient unknown. */
  RETURNED_UNKNOWN(4),
  /** It was refused for good, and nothing says why. */
  UNEXPLAINED(5),
  /** The provider's policy let it pass, and a filter of the recipient is said to refuse it. */
  FILTERED(6);

  private final int code;

  ContactTrial(int code) {
    this.code = code;
  }

  /** The number that stands for it in state. */
  public int code() {
    return code;
  }

  /** That of {@link #code}. */
  public static ContactTrial of(int code) {
    for (ContactTrial trial : values()) {
      if (trial.code == code) {
        return trial;
      }
    }
    throw new IllegalArgumentException("unknown trial: " + code);
  }

  /**
   * What it adds to the figures, given what is known of the recipient; nothing where that is
   * forgotten, so that nothing can be taken back that was not added.
   */
  public Set<Figure> figures(Contact contact) {
    Set<Figure> figures = EnumSet.noneOf(Figure.class);
    if (contact == Contact.FORGOTTEN) {
      return figures;
    }
    boolean isProven = contact == Contact.PROVEN;
    boolean isFirst = contact == Contact.FIRST;
    switch (this) {
      case NO_SUCH_DOMAIN -> {
        add(figures, isFirst, Figure.FIRST_CONTACTS);
        add(figures, isFirst, Figure.FIRST_CONTACTS_UNKNOWN);
        add(figures, !isProven, Figure.UNPROVEN);
        add(figures, !isProven, Figure.UNPROVEN_UNKNOWN);
      }
      case PASSED -> {
        figures.add(isProven ? Figure.PROVEN : Figure.UNPROVEN);
        add(figures, isFirst, Figure.FIRST_CONTACTS);
      }
      case UNKNOWN -> {
        figures.add(isProven ? Figure.PROVEN : Figure.UNPROVEN);
        figures.add(isProven ? Figure.PROVEN_UNKNOWN : Figure.UNPROVEN_UNKNOWN);
        add(figures, isFirst, Figure.FIRST_CONTACTS);
        add(figures, isFirst, Figure.FIRST_CONTACTS_UNKNOWN);
      }
      case FILTERED -> {
        figures.add(isProven ? Figure.PROVEN : Figure.UNPROVEN);
        add(figures, isProven, Figure.PROVEN_UNKNOWN);
        add(figures, isFirst, Figure.FIRST_CONTACTS);
      }
      case UNEXPLAINED -> {
        add(figures, isProven, Figure.ATTEMPTS);
        add(figures, isProven, Figure.REFUSALS);
        add(figures, !isProven, Figure.UNEXPLAINED);
      }
      case RETURNED_UNKNOWN -> add(figures, isProven, Figure.RETURNED);
    }
    return figures;
  }

  private static void add(Set<Figure> figures, boolean applies, Figure figure) {
    if (applies) {
      figures.add(figure);
    }
  }
}
