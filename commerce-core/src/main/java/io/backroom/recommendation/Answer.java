package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Ranked SKUs, best first, drawn as needed: who asks for ten does not wait for thousands to be
 * sorted. A snapshot; what is learned later does not show. One thread.
 */
final class Answer {
  private final Ranking<Sku> ranking;
  private final Function<List<Integer>, List<List<Term>>> terms;

  /**
   * Creates an answer.
   *
   * @param ranking the SKUs by score
   * @param terms all terms of some scores, by the SKUs' indexes, in the order asked for
   */
  Answer(Ranking<Sku> ranking, Function<List<Integer>, List<List<Term>>> terms) {
    this.ranking = ranking;
    this.terms = terms;
  }

  /** Returns the next SKUs, fewer or none at the end. */
  List<Scored> next(int count) {
    List<Scored> next = new ArrayList<>();
    while (next.size() < count && !ranking.isEmpty()) {
      int index = ranking.poll();
      next.add(new Scored(index, ranking.name(index), ranking.score(index)));
    }
    return next;
  }

  /** Returns the largest terms of scores that this answer gave, in the order asked for. */
  List<List<Term>> because(List<Scored> some, int limit) {
    return terms.apply(some.stream().map(Scored::index).toList()).stream()
        .map(each -> Term.largest(each, limit))
        .toList();
  }

  /**
   * A SKU with its score.
   *
   * @param index its index in the answer
   * @param sku which SKU
   * @param score its score
   */
  record Scored(int index, Sku sku, double score) {}
}
