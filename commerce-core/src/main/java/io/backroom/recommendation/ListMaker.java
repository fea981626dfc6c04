package io.backroom.recommendation;

import io.backroom.spi.policy.MarginBudget;
import io.backroom.spi.policy.RecommendationContext;
import io.backroom.spi.policy.RecommendationPolicy;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Makes lists of candidates: only what is sold and can be promised, by the rules of the shop and of
 * the reader, before the best are chosen. What is not known well enough is looked up all at once,
 * and the list made anew, until it rests on nothing that is not known.
 */
final class ListMaker {
  /** The most SKUs that are looked at for one list; beyond them nothing fits well anyway. */
  private static final int CANDIDATES_MAX = 10_000;

  /** Each round looks four times as far as the one before. */
  private static final int ROUNDS_MAX = 12;

  /** The first round looks further than it needs by a half and so many: some will be sold out. */
  private static final int SPARE = 2;

  /** How many times the list's length mixing and margins choose from. */
  private static final int POOL = 5;

  private static final int REASONS_MAX = 3;

  private final ShopWindow window;
  private final RecommendationPolicy policy;
  private final PurchaseHistory history;

  /** What a use asks of a SKU beside the rules that hold for all. */
  @FunctionalInterface
  interface Rule {
    /** Asks nothing. */
    Rule NONE = (sku, shown) -> true;

    boolean allows(int sku, ShopWindow.Shown shown);

    default Rule and(Rule other) {
      return (sku, shown) -> allows(sku, shown) && other.allows(sku, shown);
    }
  }

  /**
   * A list to be made.
   *
   * @param context what for
   * @param terms how it is to be
   * @param reader who reads it
   * @param onlyNew whether nothing is in it that the reader has ever bought
   * @param rule what else is asked of a SKU
   */
  record Order(
      RecommendationContext context, ListTerms terms, Reader reader, boolean onlyNew, Rule rule) {
    Order withoutBought() {
      return new Order(context, terms, reader, true, rule);
    }

    /** Whether a SKU is for the reader at all; the shop's own rules are asked afterwards. */
    boolean suits(int sku) {
      return onlyNew ? !reader.knows(sku) : !reader.refuses(sku);
    }

    Order with(Rule more) {
      return new Order(context, terms, reader, onlyNew, more);
    }
  }

  ListMaker(ShopWindow window, RecommendationPolicy policy, PurchaseHistory history) {
    this.window = window;
    this.policy = policy;
    this.history = history;
  }

  List<Recommendation> make(Candidates from, Order order, Instant now) {
    ShopWindow.Look look = window.look(now);
    Optional<MarginBudget> budget = policy.budget(order.context());
    boolean chosen = order.terms().isMixed() || budget.isPresent();
    int needed = order.terms().limit() * (chosen ? POOL : 1);
    int far = needed + needed / 2 + SPARE;
    // What only the reader decides costs next to nothing, and is asked of all that score.
    IntPredicate possible = order::suits;
    for (int round = 1; ; round++) {
      List<Scored> found = from.top(far, possible);
      look.load(unknown(found, look));
      List<Scored> first = allowed(found, needed, order, look);
      boolean last = round == ROUNDS_MAX;
      boolean isAll = found.size() < far && unknown(found, look).isEmpty();
      if (first.size() == needed || isAll || last) {
        List<Scored> picks = choose(first, order.terms(), budget, look);
        if (last || areCurrent(picks, look)) {
          return explained(from, picks, look);
        }
      }
      // Much is not for sale: what is known not to be makes room for what may.
      possible = sku -> order.suits(sku) && isPossible(sku, order, look);
      far = Math.min(CANDIDATES_MAX, 4 * far);
    }
  }

  /** Returns the first candidates that are known to be allowed. */
  private List<Scored> allowed(List<Scored> found, int limit, Order order, ShopWindow.Look look) {
    List<Scored> allowed = new ArrayList<>(limit);
    for (Scored each : found) {
      if (allowed.size() == limit) {
        break;
      }
      Optional<ShopWindow.Shown> known = look.at(each.number());
      if (known.isPresent() && allows(each.number(), known.get(), order, look)) {
        allowed.add(each);
      }
    }
    return allowed;
  }

  private boolean isPossible(int sku, Order order, ShopWindow.Look look) {
    Optional<ShopWindow.Shown> known = look.at(sku);
    return known.isEmpty() || allows(sku, known.get(), order, look);
  }

  private boolean allows(int sku, ShopWindow.Shown shown, Order order, ShopWindow.Look look) {
    return shown.isSold()
        && look.isPromised(shown, order.terms().within())
        && !order.reader().hasJustBought(sku, shown)
        && order.rule().allows(sku, shown)
        && !order.context().about().contains(shown.product().orElseThrow().sku())
        && policy.allows(shown.product().orElseThrow(), order.context());
  }

  private static List<Scored> unknown(List<Scored> some, ShopWindow.Look look) {
    List<Scored> unknown = new ArrayList<>();
    for (Scored each : some) {
      if (look.at(each.number()).isEmpty()) {
        unknown.add(each);
      }
    }
    return unknown;
  }

  /** A product may have been withdrawn by others since it was looked at: that shows at once. */
  private boolean areCurrent(List<Scored> picks, ShopWindow.Look look) {
    if (picks.isEmpty()) {
      return true;
    }
    Map<Sku, Product> now = window.products(picks.stream().map(Scored::sku).toList());
    boolean current = true;
    for (Scored pick : picks) {
      Optional<ShopWindow.Shown> shown = look.at(pick.number());
      boolean same =
          shown.isPresent()
              && shown.get().product().equals(Optional.ofNullable(now.get(pick.sku())));
      if (!same) {
        window.changed(pick.sku());
        current = false;
      }
    }
    return current;
  }

  private List<Scored> choose(
      List<Scored> found, ListTerms terms, Optional<MarginBudget> budget, ShopWindow.Look look) {
    if (!terms.isMixed() && budget.isEmpty()) {
      return found;
    }
    Mix mix = new Mix(found, terms, history);
    long left = budget.map(b -> b.perList().getAmountMinorLong()).orElse(0L);
    List<Scored> picks = new ArrayList<>();
    while (picks.size() < terms.limit() && mix.hasNext()) {
      Scored next = mix.next(picks);
      long spent = budget.map(b -> spends(b, look.at(next.number()))).orElse(0L);
      if (spent <= left) {
        left -= spent;
        picks.add(next);
      }
    }
    return picks;
  }

  /** Returns what a product earns less than it should, in minor units. */
  private static long spends(MarginBudget budget, Optional<ShopWindow.Shown> shown) {
    long earns =
        shown
            .flatMap(s -> s.traits().margin())
            .map(margin -> margin.getAmountMinorLong())
            .orElse(Long.MAX_VALUE);
    long price =
        shown
            .flatMap(ShopWindow.Shown::product)
            .map(product -> product.price().getAmountMinorLong())
            .orElse(0L);
    long should = price * budget.percent() / 100;
    return earns >= should ? 0 : should - earns;
  }

  private List<Recommendation> explained(
      Candidates from, List<Scored> picks, ShopWindow.Look look) {
    List<List<Term>> terms = from.because(picks, REASONS_MAX);
    List<Sku> named = new ArrayList<>(REASONS_MAX * picks.size());
    for (List<Term> some : terms) {
      for (Term term : some) {
        term.because().ifPresent(named::add);
      }
    }
    Map<Sku, String> titles = window.titles(named);
    List<Recommendation> list = new ArrayList<>(picks.size());
    for (int i = 0; i < picks.size(); i++) {
      Scored pick = picks.get(i);
      Optional<ShopWindow.Shown> shown = look.at(pick.number());
      if (shown.isPresent()) { // it may have changed while the list was being explained
        list.add(recommendation(pick, shown.get(), terms.get(i), titles));
      }
    }
    return list;
  }

  private static Recommendation recommendation(
      Scored pick, ShopWindow.Shown shown, List<Term> terms, Map<Sku, String> titles) {
    Product product = shown.product().orElseThrow();
    Recommendation.Reason[] reasons = new Recommendation.Reason[terms.size()];
    for (int at = 0; at < reasons.length; at++) {
      reasons[at] = Reasons.reason(terms.get(at), product.sku(), titles);
    }
    return new Recommendation(
        product.sku(),
        product.title(),
        product.price(),
        shown.traits().offer(),
        shown.promisedFrom(),
        pick.score(),
        List.of(reasons));
  }
}
