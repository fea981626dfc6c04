package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;

/** Candidates of which every score is known: only what is drawn gets sorted. */
final class Answer implements Candidates {
  private final double[] scores;
  private final Names<Sku> names;
  private final Function<List<Integer>, List<List<Term>>> terms;

  /**
   * Creates an answer.
   *
   * @param scores the scores by SKU number
   * @param names the SKUs by number
   * @param terms all terms of some scores, by the SKUs' numbers, in the order asked for
   */
  Answer(double[] scores, Names<Sku> names, Function<List<Integer>, List<List<Term>>> terms) {
    this.scores = scores;
    this.names = names;
    this.terms = terms;
  }

  @Override
  public List<Scored> top(int limit, IntPredicate allowed) {
    Ranking<Sku> ranking = new Ranking<>(scores, names);
    List<Scored> best = new ArrayList<>();
    while (best.size() < limit && !ranking.isEmpty()) {
      int number = ranking.poll();
      if (allowed.test(number)) {
        best.add(new Scored(number, names.name(number), scores[number]));
      }
    }
    return best;
  }

  @Override
  public List<List<Term>> because(List<Scored> some, int most) {
    return terms.apply(some.stream().map(Scored::number).toList()).stream()
        .map(all -> Term.largest(all, most))
        .toList();
  }

  double score(int number) {
    return number < scores.length ? scores[number] : 0;
  }
}
