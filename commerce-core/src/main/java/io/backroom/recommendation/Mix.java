package io.backroom.recommendation;

import java.util.ArrayList;
import java.util.List;

/**
 * The order in which candidates are taken into a list.
 *
 * <pre>
 *   next = argmax over j of (1 − d − v) score(j) / best + v novelty(j) − d max over picks s of alike(s, j)
 * </pre>
 *
 * <p>d is the weight of diversity: maximal marginal relevance (Carbonell and Goldstein 1998, "The
 * Use of MMR, Diversity-Based Reranking for Reordering Documents and Producing Summaries", SIGIR).
 * v is that of novelty: −log2 of the share of customers who have bought it (Vargas and Castells
 * 2011, "Rank and Relevance in Novelty and Diversity Metrics for Recommender Systems", RecSys), as
 * a share of its greatest value. Equal ones in the order of the scores. One thread.
 */
final class Mix {
  private final ListTerms terms;
  private final PurchaseHistory history;
  private final List<Scored> left;
  private final List<Double> values = new ArrayList<>();
  private final List<Double> nearest = new ArrayList<>();
  private int seen;

  Mix(List<Scored> found, ListTerms terms, PurchaseHistory history) {
    this.terms = terms;
    this.history = history;
    left = new ArrayList<>(found);
    double best = found.isEmpty() ? 1 : found.get(0).score();
    double relevance = 1 - terms.diversity() - terms.novelty();
    for (Scored each : found) {
      double novelty = terms.novelty() == 0 ? 0 : history.novelty(each.number());
      values.add(relevance * each.score() / best + terms.novelty() * novelty);
      nearest.add(0.0);
    }
  }

  boolean hasNext() {
    return !left.isEmpty();
  }

  /** Removes and returns the candidate that goes best with what was picked before it. */
  Scored next(List<Scored> picks) {
    if (terms.isMixed()) {
      compare(picks);
    }
    int best = 0;
    for (int at = 1; terms.isMixed() && at < left.size(); at++) {
      best = value(at) > value(best) ? at : best;
    }
    values.remove(best);
    nearest.remove(best);
    return left.remove(best);
  }

  private double value(int at) {
    return values.get(at) - terms.diversity() * nearest.get(at);
  }

  private void compare(List<Scored> picks) {
    for (; seen < picks.size() && terms.diversity() > 0; seen++) {
      int pick = picks.get(seen).number();
      for (int at = 0; at < left.size(); at++) {
        double alike = history.alike(pick, left.get(at).number());
        nearest.set(at, Math.max(nearest.get(at), alike));
      }
    }
  }
}
