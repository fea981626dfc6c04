package io.backroom.recommendation;

import static io.backroom.recommendation.SmallShop.skus;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.policy.MarginBudget;
import io.backroom.spi.policy.RecommendationContext.Use;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What the shop says to each list, whatever speaks for a SKU. */
class ShopRulesTest {
  private static final ListTerms TEN = ListTerms.of(10);

  private final SmallShop shop = new SmallShop();

  @Test
  void withdrawnAndUnknownProductsAreGoneAtOnceThoughNobodyTells() {
    shop.buys("ben", "a", "b", "c");
    assertThat(skus(shop.forYou("new", 10))).containsExactly("a", "b", "c");
    shop.catalog.computeIfPresent(Sku.of("a"), (sku, product) -> product.withdrawn());
    shop.catalog.remove(Sku.of("b"));
    assertThat(skus(shop.forYou("new", 10))).containsExactly("c");
  }

  @Test
  void aNewPriceIsShownAtOnceThoughNobodyTells() {
    shop.buys("ben", "a");
    shop.forYou("new", 10);
    shop.catalog.computeIfPresent(
        Sku.of("a"), (sku, product) -> product.withPrice(Money.parse("GBP 9.99")));
    assertThat(shop.forYou("new", 10).get(0).price()).isEqualTo(Money.parse("GBP 9.99"));
  }

  @Test
  void whatIsSoldOutIsGoneAtOnceAndOnOtherNodesAfterAMoment() {
    shop.buys("ben", "a", "b");
    assertThat(skus(shop.forYou("new", 10))).containsExactly("a", "b");
    shop.soldOut("a");
    assertThat(skus(shop.forYou("new", 10))).containsExactly("b");
    shop.arrives.put(Sku.of("b"), Instant.MAX); // by another node
    shop.forward(Duration.ofSeconds(2));
    assertThat(shop.forYou("new", 10)).isEmpty();
  }

  @Test
  void aBundleIsGoneWithItsPart() {
    shop.sell("part", "PART");
    shop.sell(shop.sell("set", "SET").bundling("part", 2));
    shop.buys("ben", "set");
    assertThat(skus(shop.forYou("new", 10))).containsExactly("set");
    shop.arrives.put(Sku.of("set"), Instant.MAX);
    shop.lists.stockChanged(Sku.of("part"));
    assertThat(shop.forYou("new", 10)).isEmpty();
  }

  @Test
  void whatComesLaterIsShownToWhoCanWaitWithItsDate() {
    Instant friday = shop.now.plus(Duration.ofDays(5));
    shop.buys("ben", "a", "b");
    shop.arrivesAt("a", friday);
    shop.offers.put(Sku.of("a"), "3 for 2");
    assertThat(skus(shop.forYou("new", 10))).containsExactly("b");
    CustomerId who = CustomerId.of("new");
    assertThat(skus(shop.lists.forYou(who, TEN.within(Duration.ofDays(4))))).containsExactly("b");
    List<Recommendation> list = shop.lists.forYou(who, TEN.within(Duration.ofDays(5)));
    assertThat(skus(list)).containsExactly("a", "b");
    assertThat(list.get(0).from()).contains(friday);
    assertThat(list.get(1).from()).isEmpty();
  }

  @Test
  void whatIsDueAtThisMomentIsNotInStock() {
    shop.buys("ben", "a", "b");
    shop.arrivesAt("a", shop.now);
    CustomerId who = CustomerId.of("new");

    assertThat(skus(shop.forYou("new", 10))).containsExactly("b");
    List<Recommendation> soon = shop.lists.forYou(who, TEN.within(Duration.ofHours(1)));

    assertThat(skus(soon)).containsExactly("a", "b");
    assertThat(soon.get(0).from()).contains(shop.now);
  }

  @Test
  void theOfferIsShownWithThePrice() {
    shop.offers.put(Sku.of("a"), "3 for 2");
    shop.buys("ben", "a");
    Recommendation first = shop.forYou("new", 1).get(0);
    assertThat(first.offer()).isEqualTo("3 for 2");
    assertThat(first.price()).isEqualTo(Money.parse("GBP 2.50"));
  }

  @Test
  void whatWasJustBoughtIsNotOfferedAgainUnlessItIsUsedUp() {
    shop.sell(shop.sell("tea", "TEA").with("consumable", "true"));
    shop.buys("ann", "tea", "hat");
    assertThat(skus(shop.buyAgain("ann", 10))).containsExactly("tea");
    ListTerms hers = TEN.readBy(CustomerId.of("ann"));
    assertThat(skus(shop.lists.boughtTogether(List.of(Sku.of("tea")), hers))).isEmpty();
    assertThat(skus(shop.lists.boughtTogether(List.of(Sku.of("tea")), TEN))).containsExactly("hat");
    shop.forward(Duration.ofDays(14));
    assertThat(skus(shop.buyAgain("ann", 10))).containsExactly("hat", "tea");
    assertThat(skus(shop.lists.boughtTogether(List.of(Sku.of("tea")), hers)))
        .containsExactly("hat");
  }

  @Test
  void whatAReaderHasComeBackForIsTakenForUsedUp() {
    shop.buys("ann", "hat");
    shop.forward(Duration.ofDays(3));
    assertThat(shop.buyAgain("ann", 10)).isEmpty();
    shop.buys("ann", "hat");
    assertThat(skus(shop.buyAgain("ann", 10))).containsExactly("hat");
  }

  @Test
  void whereCustomersComeBackWithinDaysTheyAreOfferedWhatTheyJustBought() {
    for (int i = 0; i < 50; i++) {
      shop.buys("shop" + i, "a" + i, "b" + i, "c" + i, "d" + i);
    }
    shop.forward(Duration.ofDays(2));
    for (int i = 0; i < 50; i++) {
      shop.buys("shop" + i, "a" + i, "more" + i);
    }
    assertThat(skus(shop.buyAgain("shop7", 10))).containsExactly("a7");

    shop.lists.refit();

    assertThat(skus(shop.buyAgain("shop7", 10))).containsExactlyInAnyOrder("a7", "b7", "c7", "d7");
  }

  @Test
  void aRuleOnBrandsHoldsForTheUsesItNames() {
    shop.sell(shop.sell("a", "LAMP A").with("brand", "Acme"));
    shop.sell(shop.sell("b", "LAMP B").with("brand", "Other"));
    shop.sell("c", "LAMP C");
    shop.rule =
        (product, context) ->
            context.use() != Use.SIMILAR || !"Other".equals(product.attributes().get("brand"));
    assertThat(skus(shop.lists.similar(Sku.of("c"), TEN))).containsExactly("a");
    assertThat(skus(shop.lists.alternatives(Sku.of("c"), TEN))).containsExactly("a", "b");
  }

  @Test
  void aListGivesAwayNoMoreMarginThanItsBudget() {
    shop.buys("ben", "a", "b", "c", "d"); // each costs GBP 2.50
    shop.margins.put(Sku.of("a"), Money.parse("GBP 0.25")); // spends 0.50
    shop.margins.put(Sku.of("b"), Money.parse("GBP -0.25")); // would spend 1.00
    shop.margins.put(Sku.of("c"), Money.parse("GBP 0.50")); // spends 0.25
    assertThat(skus(shop.forYou("new", 3))).containsExactly("a", "b", "c");
    shop.budget = Optional.of(new MarginBudget(30, Money.parse("GBP 0.75")));
    assertThat(skus(shop.forYou("new", 3))).containsExactly("a", "c", "d");
    shop.budget = Optional.of(new MarginBudget(30, Money.parse("GBP 0.74")));
    assertThat(skus(shop.forYou("new", 3))).containsExactly("a", "d");
  }

  @Test
  void diversityTakesWhatIsUnlikeWhatIsThere() {
    for (String color : List.of("red", "pink", "blue")) {
      shop.sell(color, "HEART LANTERN " + color);
    }
    shop.sell("tea", "GREEN TEA");
    for (int i = 0; i < 5; i++) {
      shop.buys("ben", "red", "pink", "blue");
    }
    shop.buys("ben", "tea");
    CustomerId who = CustomerId.of("new");
    assertThat(skus(shop.forYou("new", 2))).containsExactly("blue", "pink");
    List<Recommendation> mixed = shop.lists.forYou(who, ListTerms.of(2).mixed(0.7, 0));
    assertThat(skus(mixed)).containsExactly("blue", "tea");
  }

  @Test
  void noveltyTakesWhatFewHaveBought() {
    shop.sixBuy("cup");
    shop.sixBuy("cup");
    shop.buys("ben", "pot");
    CustomerId who = CustomerId.of("new");
    assertThat(skus(shop.forYou("new", 1))).containsExactly("cup");
    assertThat(skus(shop.lists.forYou(who, ListTerms.of(1).mixed(0, 0.9)))).containsExactly("pot");
  }

  @Test
  void theListIsFilledFromFurtherDownInFewLooksAtTheStock() {
    for (int i = 100; i < 400; i++) {
      shop.buys("ann", "sku" + i);
      if (i < 390) {
        shop.soldOut("sku" + i);
      }
    }
    assertThat(skus(shop.forYou("new", 3))).containsExactly("sku390", "sku391", "sku392");
    assertThat(shop.askedForPromise).hasSizeLessThan(8);
    shop.askedForPromise.clear();
    assertThat(skus(shop.forYou("new", 3))).containsExactly("sku390", "sku391", "sku392");
    assertThat(shop.askedForPromise).isEmpty();
  }

  /** Random shops, in which all that can happen does, while lists of every use are asked for. */
  @Test
  void nothingThatCannotBePromisedIsEverInAList() {
    for (int seed = 0; seed < 40; seed++) {
      play(new Random(seed));
    }
  }

  private static void play(Random random) {
    SmallShop shop = new SmallShop();
    int lists = 0;
    for (int step = 0; step < 150; step++) {
      String sku = "sku" + random.nextInt(12);
      String who = "customer" + random.nextInt(5);
      switch (random.nextInt(9)) {
        case 0 -> shop.soldOut(sku);
        case 1 -> shop.arrivesAt(sku, shop.now.plus(Duration.ofDays(random.nextInt(9))));
        case 2 -> shop.arrivesAt(sku, Instant.EPOCH);
        case 3 -> shop.catalog.computeIfPresent(Sku.of(sku), (s, p) -> p.withdrawn());
        case 4 -> shop.sell(sku, "KIND " + random.nextInt(3) + " OF " + sku);
        case 5 -> shop.lists.refit();
        case 6 -> shop.forward(Duration.ofHours(random.nextInt(90)));
        default -> shop.buys(who, sku, "sku" + random.nextInt(12));
      }
      Duration wait = Duration.ofDays(random.nextInt(3) * 3L);
      ListTerms terms =
          ListTerms.of(1 + random.nextInt(6))
              .within(wait)
              .mixed(random.nextInt(2) * 0.3, random.nextInt(2) * 0.3);
      for (List<Recommendation> list : every(shop, who, sku, terms)) {
        for (Recommendation each : list) {
          Product product = shop.catalog.get(each.sku());
          assertThat(product).isNotNull();
          assertThat(product.availability()).isEqualTo(Product.Availability.SOLD);
          assertThat(each.price()).isEqualTo(product.price());
          Instant arrives = shop.arrives.getOrDefault(each.sku(), Instant.EPOCH);
          assertThat(arrives).isBeforeOrEqualTo(shop.now.plus(wait));
          assertThat(arrives.equals(Instant.EPOCH) || !wait.isZero()).as("in stock").isTrue();
          lists++;
        }
        assertThat(skus(list)).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(terms.limit());
      }
      Set<String> fresh = Set.copyOf(skus(shop.lists.forYou(CustomerId.of(who), terms)));
      assertThat(skus(shop.lists.buyAgain(CustomerId.of(who), terms)))
          .doesNotContainAnyElementsOf(fresh.isEmpty() ? List.of("-") : fresh);
    }
    assertThat(lists).isPositive();
  }

  private static List<List<Recommendation>> every(
      SmallShop shop, String who, String sku, ListTerms terms) {
    CustomerId customer = CustomerId.of(who);
    ListTerms read = terms.readBy(customer);
    List<Sku> cart = List.of(Sku.of(sku));
    List<List<Recommendation>> all = new ArrayList<>();
    all.add(shop.lists.forYou(customer, terms));
    all.add(shop.lists.buyAgain(customer, terms));
    all.add(shop.lists.reorderSoon(customer, terms));
    all.add(shop.lists.segment(customer, terms));
    all.add(shop.lists.boughtTogether(cart, read));
    all.add(shop.lists.crossSell(cart, terms));
    all.add(shop.lists.upsell(Sku.of(sku), terms));
    all.add(shop.lists.similar(Sku.of(sku), read));
    all.add(shop.lists.alternatives(Sku.of(sku), terms));
    return all;
  }
}
