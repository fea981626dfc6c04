package io.backroom.examples.evaluation;

import io.backroom.examples.replay.data.Dataset;
import io.backroom.examples.replay.data.PurchaseFile;
import io.backroom.examples.replay.report.Format;
import io.backroom.examples.replay.report.Section;
import io.backroom.examples.replay.report.Table;
import io.backroom.recommendation.LearningTerms;
import io.backroom.recommendation.ListTerms;
import io.backroom.recommendation.evaluation.Difference;
import io.backroom.recommendation.evaluation.Evaluation;
import io.backroom.recommendation.evaluation.Mode;
import io.backroom.recommendation.evaluation.Quality;
import io.backroom.recommendation.evaluation.Recommender;
import io.backroom.recommendation.evaluation.Split;
import io.backroom.recommendation.model.ItemFilter;
import io.backroom.recommendation.model.Ranked;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the lists of a running shop are worth, with all its rules on. */
final class LiveSections {
  private static final int CUT = 10;
  private static final double[][] MIXES = {
    {0, 0},
    {0.05, 0},
    {0.1, 0},
    {0.2, 0},
    {0.4, 0},
    {0, 0.05},
    {0, 0.1},
    {0, 0.2},
    {0, 0.4},
    {0.1, 0.1}
  };

  private final PurchaseFile.Content content;
  private final Split split;
  private final LiveShop shop;
  private final Map<String, Integer> items = new HashMap<>();

  private LiveSections(PurchaseFile.Content content, Split split, LiveShop shop) {
    this.content = content;
    this.split = split;
    this.shop = shop;
    content.items().forEach(item -> items.put(item, items.size()));
  }

  /** Sells what was bought before the split, and asks. */
  static List<Section> of(
      Dataset data, PurchaseFile.Content content, Split split, LearningTerms learning) {
    Instant until = LocalDate.ofEpochDay(split.today()).atStartOfDay(ZoneOffset.UTC).toInstant();
    try (LiveShop shop = LiveShop.of(data, until, learning)) {
      LiveSections sections = new LiveSections(content, split, shop);
      return List.of(sections.variants(), sections.mixes());
    }
  }

  private Section variants() {
    Map<String, String> sold = new TreeMap<>(shop.titles());
    sold.keySet().removeIf(sku -> !items.containsKey(sku) || customersOf(sku) == 0);
    Variants found = Variants.of(sold, sku -> shop.alternatives(sku, ListTerms.of(CUT)));
    return Section.titled("Variants among the alternatives")
        .introduction(
            "Products whose codes differ only in the letters after five digits, or whose names"
                + " differ only in one word that is a color, are taken for variants of each other."
                + " The lists are made of names and customers; they know neither codes nor colors.")
        .row("Products with another variant", Format.count(found.products()))
        .row("Hit@10", Format.decimal(found.hitRate(), 3), "the share of lists with a variant")
        .row("MRR@10", Format.decimal(found.mrr(), 3), "1 ÷ the rank of the first variant")
        .row("Without a variant, for example", "", String.join(", ", found.missed()))
        .build();
  }

  private int customersOf(String sku) {
    return split.train().customersOf(items.getOrDefault(sku, 0));
  }

  private Section mixes() {
    Evaluation evaluation = new Evaluation(split, Mode.NEW, CUT);
    Unlikeness unlikeness = new Unlikeness(shop.titles());
    List<List<String>> rows = new ArrayList<>();
    double[] plain = new double[0];
    for (double[] mix : MIXES) {
      ListTerms terms = ListTerms.of(CUT).mixed(mix[0], mix[1]);
      Lists lists = new Lists(terms);
      Quality quality = evaluation.of(lists);
      double[] each = evaluation.each(lists);
      plain = plain.length == 0 ? each : plain;
      Difference lost = Difference.of(each, plain);
      double unlike = lists.asked.values().stream().mapToDouble(unlikeness::of).average().orElse(0);
      rows.add(
          List.of(
              String.format(Locale.ROOT, "mixed(%s, %s)", mix[0], mix[1]),
              Format.decimal(quality.ndcg(), 4),
              String.format(Locale.ROOT, "%+.4f ± %.4f", lost.mean(), lost.error()),
              Format.decimal(unlike, 3),
              Format.decimal(quality.novelty(), 2),
              Format.decimal(quality.coverage(), 3)));
    }
    return Section.titled("What diversity and novelty cost")
        .introduction(
            "Lists of ten of what is new, of a shop in memory that learns by the settings chosen"
                + " above, has sold all purchases before the split and is in stock of everything. Unlike: the mean over the pairs of a"
                + " list of 1 − cosine of their names.")
        .table(
            new Table(
                "forYou with ListTerms.mixed(diversity, novelty)",
                List.of("", "NDCG@10", "difference", "unlike", "novelty", "coverage"),
                rows))
        .build();
  }

  /** Asks the shop for each customer once. */
  private final class Lists implements Recommender {
    private final ListTerms terms;
    private final Map<Integer, List<String>> asked = new HashMap<>();

    Lists(ListTerms terms) {
      this.terms = terms;
    }

    @Override
    public Ranked top(int customer, int limit, ItemFilter allowed) {
      List<String> list =
          asked.computeIfAbsent(
              customer, some -> shop.forYou(content.customers().get(some), terms));
      int[] numbers =
          list.stream()
              .mapToInt(sku -> items.getOrDefault(sku, -1))
              .filter(item -> item >= 0)
              .toArray();
      return new Ranked(numbers, new double[numbers.length]);
    }
  }
}
