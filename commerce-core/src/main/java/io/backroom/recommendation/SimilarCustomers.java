package io.backroom.recommendation;

import io.backroom.recommendation.model.AlikeCustomers;
import io.backroom.recommendation.model.BuyAgain;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;

/**
 * What a customer buys again, and what the customers most like one buy, by {@link BuyAgain}: the
 * terms of its scores get their names here. Guarded by the caller; answers are not.
 */
final class SimilarCustomers {
  private static final BuyAgain.Settings SETTINGS = BuyAgain.Settings.USUAL;

  private final Profiles profiles;
  private final Queue<BuyAgain> idle = new ConcurrentLinkedQueue<>();

  SimilarCustomers(Profiles profiles) {
    this.profiles = profiles;
  }

  /**
   * Returns what a customer buys again: nothing else, and nothing that they sent back in full.
   *
   * @param customer the customer's number
   * @param skus the SKUs; a snapshot
   * @param day the day of the answer
   */
  Candidates again(int customer, Names<Sku> skus, int day) {
    Profile own = profiles.profile(customer);
    double today = profiles.seenOn(day);
    BuyAgain model = take();
    AlikeCustomers alike = model.alike(customer);
    double[] scores = model.again(customer, alike);
    idle.add(model);
    List<Scored> candidates = new ArrayList<>(scores.length);
    for (int row = 0; row < scores.length; row++) {
      int sku = own.skus()[row];
      if (scores[row] > 0 && !own.row(row).cameBack()) {
        candidates.add(new Scored(sku, skus.name(sku), today * scores[row]));
      }
    }
    candidates.sort(Scored.BEST_FIRST);
    return new Again(candidates, new Terms(own, alike, skus, today, SETTINGS.ownShare()));
  }

  /** Returns what the customers most like one buy; parameters as of {@link #again}. */
  Answer alike(int customer, Names<Sku> skus, int day) {
    double today = profiles.seenOn(day);
    BuyAgain model = take();
    AlikeCustomers alike = model.alike(customer);
    idle.add(model);
    double[] scores = alike.ofAll();
    for (int sku = 0; sku < scores.length; sku++) {
      scores[sku] *= today;
    }
    Terms terms = new Terms(profiles.profile(customer), alike, skus, today, 0);
    return new Answer(scores, skus, picks -> terms.of(picks, Integer.MAX_VALUE));
  }

  private BuyAgain take() {
    BuyAgain known = idle.poll();
    return known == null ? new BuyAgain(profiles, SETTINGS) : known;
  }

  /** Candidates that are few: all of them, best first. */
  private record Again(List<Scored> all, Terms terms) implements Candidates {
    @Override
    public List<Scored> top(int limit, IntPredicate allowed) {
      List<Scored> best = new ArrayList<>(Math.min(limit, all.size()));
      for (Scored each : all) {
        if (best.size() < limit && allowed.test(each.number())) {
          best.add(each);
        }
      }
      return best;
    }

    @Override
    public List<List<Term>> because(List<Scored> some, int most) {
      return terms.of(some.stream().map(Scored::number).toList(), most);
    }
  }

  /** The terms of scores: own purchases, and what similar customers have in common with them. */
  private record Terms(
      Profile own, AlikeCustomers alike, Names<Sku> skus, double today, double ownShare) {
    List<List<Term>> of(List<Integer> picks, int most) {
      double[][] parts = alike.parts(picks.stream().mapToInt(Integer::intValue).toArray());
      List<List<Term>> all = new ArrayList<>(parts.length);
      for (int pick = 0; pick < parts.length; pick++) {
        int sku = picks.get(pick);
        LargestTerms largest = new LargestTerms(most);
        for (int row = 0; row < own.size(); row++) {
          double othersPart = (1 - ownShare) * today * parts[pick][row];
          if (largest.wants(othersPart)) {
            Sku bought = skus.name(own.skus()[row]);
            largest.add(Term.of(Recommendation.Kind.SIMILAR_CUSTOMERS, bought, othersPart));
          }
          if (own.skus()[row] == sku) {
            double ownPart = ownShare * today * own.weight(row);
            largest.add(Term.of(Recommendation.Kind.BOUGHT_BEFORE, ownPart));
          }
        }
        all.add(largest.list());
      }
      return all;
    }
  }
}
