package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One term of a score.
 *
 * @param kind what speaks for the answer, or against it
 * @param because the SKU that led to it, where one did
 * @param detail what the text needs besides: days between purchases and since, or a segment
 * @param weight how much; negative if it speaks against it
 */
record Term(Recommendation.Kind kind, Optional<Sku> because, String detail, double weight) {
  /** The largest first; equal ones by kind, then by SKU. */
  static final Comparator<Term> LARGEST_FIRST =
      Comparator.comparingDouble(Term::weight)
          .reversed()
          .thenComparing(Term::kind)
          .thenComparing(term -> term.because().map(Sku::value).orElse(""));

  static Term of(Recommendation.Kind kind, double weight) {
    return new Term(kind, Optional.empty(), "", weight);
  }

  static Term of(Recommendation.Kind kind, String detail, double weight) {
    return new Term(kind, Optional.empty(), detail, weight);
  }

  static Term of(Recommendation.Kind kind, Sku because, double weight) {
    return new Term(kind, Optional.of(because), "", weight);
  }

  Term times(double factor) {
    return new Term(kind, because, detail, weight * factor);
  }

  /** Returns the largest terms that speak for the answer. */
  static List<Term> largest(List<Term> terms, int limit) {
    LargestTerms largest = new LargestTerms(limit);
    terms.forEach(largest::add);
    return largest.list();
  }
}
