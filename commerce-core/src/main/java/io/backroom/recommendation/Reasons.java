package io.backroom.recommendation;

import io.backroom.spi.value.Sku;
import java.util.List;
import java.util.Map;

/** Terms of scores in words. */
final class Reasons {
  private Reasons() {}

  static Recommendation.Reason reason(Term term, Sku self, Map<Sku, String> titles) {
    String title = term.because().map(sku -> titles.getOrDefault(sku, sku.value())).orElse("");
    boolean itself = term.because().filter(self::equals).isPresent();
    String text =
        switch (term.kind()) {
          case BOUGHT_BEFORE -> "you bought it before";
          case DUE -> due(term.detail());
          case BOUGHT -> "because you bought " + title;
          case PUT_IN_CART -> "because you put " + title + " into your cart";
          case LOOKED_AT -> "because you looked at " + title;
          case SENT_BACK -> "although you sent " + title + " back";
          case REJECTED -> "although you did not want " + title;
          case SIMILAR_CUSTOMERS ->
              itself ? "customers who buy like you buy it too" : "because you bought " + title;
          case POPULAR -> "many customers buy it these days";
          case SEGMENT -> "many customers in " + term.detail() + " buy it these days";
          case BOUGHT_TOGETHER -> "often bought together with " + title;
          case VARIANT -> "another variant of " + title;
          case DESCRIBED_ALIKE -> "much like " + title;
          case SAME_CUSTOMERS -> "bought by the same customers as " + title;
        };
    return new Recommendation.Reason(term.kind(), term.because(), text, term.weight());
  }

  private static String due(String intervalAndPassed) {
    List<String> days = List.of(intervalAndPassed.split("/", -1));
    return "bought about every " + days.get(0) + " days, by you last " + days.get(1) + " days ago";
  }
}
