package dev.todoku.typo;

import java.util.List;

/**
 * How many slips of the fingers lie between two words: the least cost of letters left out, typed
 * too many, exchanged with their neighbour (Damerau 1964) or replaced. Slips that hands make often
 * cost half: the key beside the right one, a letter doubled or a double one halved, two letters in
 * the wrong order.
 */
final class Slips {
  private static final double OFTEN = 0.5;
  private static final double SELDOM = 1;

  /** The rows of the keyboards in use, each shifted by half a key against the one above. */
  private static final List<String> ROWS =
      List.of("1234567890-", "qwertyuiop", "asdfghjkl", "zxcvbnm,.");

  private Slips() {}

  static double cost(String typed, String meant) {
    double[][] cost = new double[typed.length() + 1][meant.length() + 1];
    for (int i = 1; i <= typed.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 1; j <= meant.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= typed.length(); i++) {
      for (int j = 1; j <= meant.length(); j++) {
        cost[i][j] = least(cost, typed, meant, i, j);
      }
    }
    return cost[typed.length()][meant.length()];
  }

  private static double least(double[][] cost, String typed, String meant, int i, int j) {
    char t = typed.charAt(i - 1);
    char m = meant.charAt(j - 1);
    boolean typedTwice = i > 1 && typed.charAt(i - 2) == t;
    boolean meantTwice = j > 1 && meant.charAt(j - 2) == m;
    double best = cost[i - 1][j - 1] + replaced(t, m);
    best = Math.min(best, cost[i - 1][j] + (typedTwice ? OFTEN : SELDOM));
    best = Math.min(best, cost[i][j - 1] + (meantTwice ? OFTEN : SELDOM));
    boolean exchanged = i > 1 && j > 1 && t == meant.charAt(j - 2) && typed.charAt(i - 2) == m;
    return exchanged ? Math.min(best, cost[i - 2][j - 2] + OFTEN) : best;
  }

  private static double replaced(char typed, char meant) {
    if (typed == meant) {
      return 0;
    }
    return areNeighbours(typed, meant) ? OFTEN : SELDOM;
  }

  private static boolean areNeighbours(char one, char other) {
    int row = row(one);
    int otherRow = row(other);
    if (row < 0 || otherRow < 0) {
      return false;
    }
    // A key touches two of the row above and two of the row below.
    int shift = ROWS.get(row).indexOf(one) - ROWS.get(otherRow).indexOf(other);
    return switch (row - otherRow) {
      case 0 -> Math.abs(shift) == 1;
      case 1 -> shift == 0 || shift == -1;
      case -1 -> shift == 0 || shift == 1;
      default -> false;
    };
  }

  private static int row(char key) {
    for (int row = 0; row < ROWS.size(); row++) {
      if (ROWS.get(row).indexOf(key) >= 0) {
        return row;
      }
    }
    return -1;
  }
}
