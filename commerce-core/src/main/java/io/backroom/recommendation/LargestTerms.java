package io.backroom.recommendation;

import java.util.ArrayList;
import java.util.List;

/** The largest terms that speak for an answer, of those that are added. One thread. */
final class LargestTerms {
  private final int most;
  private final List<Term> largest = new ArrayList<>();

  /**
   * Creates an empty list.
   *
   * @param most how many are kept, 1 or more
   */
  LargestTerms(int most) {
    this.most = most;
  }

  /** Whether a term of this weight might be kept. */
  boolean wants(double weight) {
    return weight > 0
        && (largest.size() < most || weight >= largest.get(largest.size() - 1).weight());
  }

  /** Keeps a term, if it speaks for the answer and is large enough. */
  void add(Term term) {
    if (!wants(term.weight())) {
      return;
    }
    int at = largest.size();
    while (at > 0 && Term.LARGEST_FIRST.compare(term, largest.get(at - 1)) < 0) {
      at--;
    }
    largest.add(at, term);
    if (largest.size() > most) {
      largest.remove(most);
    }
  }

  /** Returns what is kept, the largest first. */
  List<Term> list() {
    return largest;
  }
}
