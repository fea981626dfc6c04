package io.backroom.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
  private static final Instant MAY = Instant.parse("2011-05-01T10:00:00Z");
  private static final Instant JUNE = Instant.parse("2011-06-01T10:00:00Z");
  private static final CustomerId ANN = CustomerId.of("ann");
  private static final CustomerId BEN = CustomerId.of("ben");
  private static final CustomerId NEW = CustomerId.of("new");

  private final Map<Sku, Product> catalog = new TreeMap<>();
  private final Set<Sku> outOfStock = new HashSet<>();
  private final Set<CustomerId> refused = new HashSet<>();
  private final List<Collection<Sku>> askedForPromise = new ArrayList<>();
  private final Recommendations shop =
      new Recommendations(this::products, this::promisable, who -> !refused.contains(who));
  private int orders;

  private Map<Sku, Product> products(Collection<Sku> skus) {
    return skus.stream()
        .filter(catalog::containsKey)
        .collect(Collectors.toMap(sku -> sku, catalog::get));
  }

  private Set<Sku> promisable(Collection<Sku> skus) {
    askedForPromise.add(skus);
    return skus.stream().filter(sku -> !outOfStock.contains(sku)).collect(Collectors.toSet());
  }

  private void sell(String sku, String title) {
    Product product = Product.of(sku, title, Money.ofMinor(CurrencyUnit.GBP, 250), 100);
    catalog.put(product.sku(), product);
    shop.described(product);
  }

  private OrderId buys(CustomerId customer, Instant at, String... skus) {
    for (String sku : skus) {
      if (!catalog.containsKey(Sku.of(sku))) {
        sell(sku, "THE " + sku);
      }
    }
    OrderId order = OrderId.of("order-" + orders++);
    shop.purchased(order, customer, units(skus), at);
    return order;
  }

  private static Map<Sku, Integer> units(String... skus) {
    return List.of(skus).stream().collect(Collectors.toMap(Sku::of, sku -> 2));
  }

  private static List<String> skus(List<Recommendation> list) {
    return list.stream().map(each -> each.sku().value()).toList();
  }

  @Nested
  class ForACustomer {
    @Test
    void aPurchaseShowsInTheBuyersNextList() {
      buys(BEN, MAY, "cup", "pot");
      assertThat(shop.forCustomer(ANN, MAY, 10).get(0).because().get(0).kind())
          .isEqualTo(Recommendation.Kind.POPULAR);
      buys(ANN, MAY, "tea");
      Recommendation first = shop.forCustomer(ANN, MAY, 10).get(0);
      assertThat(first.sku()).isEqualTo(Sku.of("tea"));
      assertThat(first.title()).isEqualTo("THE tea");
      assertThat(first.price()).isEqualTo(Money.ofMinor(CurrencyUnit.GBP, 250));
      assertThat(first.because().get(0).text()).isEqualTo("you bought it before");
      assertThat(first.because().get(0).weight()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void whatSimilarCustomersBoughtComesWithTheReason() {
      buys(BEN, MAY, "cup", "pot");
      buys(ANN, MAY, "cup");
      Recommendation pot = shop.forCustomer(ANN, MAY, 10).get(1);
      assertThat(pot.sku()).isEqualTo(Sku.of("pot"));
      Recommendation.Reason reason = pot.because().get(0);
      assertThat(reason.kind()).isEqualTo(Recommendation.Kind.SIMILAR_CUSTOMERS);
      assertThat(reason.sku()).contains(Sku.of("cup"));
      assertThat(reason.text()).isEqualTo("because you bought THE cup");
      assertThat(reason.weight()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void theReasonsAddUpToTheScore() {
      buys(BEN, MAY, "cup", "pot", "tea");
      buys(CustomerId.of("cas"), MAY, "cup", "tea", "tray");
      buys(ANN, JUNE, "cup", "tea");
      for (Recommendation each : shop.forCustomer(ANN, JUNE, 10)) {
        if (each.because().size() < 3) {
          continue;
        }
        double sum = each.because().stream().mapToDouble(Recommendation.Reason::weight).sum();
        assertThat(sum).isLessThanOrEqualTo(each.score() + 1e-12);
        if (each.sku().equals(Sku.of("pot"))) {
          assertThat(sum).isCloseTo(each.score(), within(1e-12));
        }
      }
    }

    @Test
    void oldPurchasesFadeByHalfIn120Days() {
      buys(ANN, MAY, "cup");
      double before = shop.forCustomer(ANN, MAY, 1).get(0).because().get(0).weight();
      Instant later = MAY.plus(Duration.ofDays(120));
      double after = shop.forCustomer(ANN, later, 1).get(0).because().get(0).weight();
      assertThat(after).isCloseTo(before / 2, within(1e-12));
    }

    @Test
    void aNewcomerSeesWhatIsPopularLately() {
      buys(BEN, MAY, "cup");
      buys(BEN, MAY, "cup");
      buys(ANN, JUNE, "pot");
      assertThat(skus(shop.forCustomer(NEW, JUNE, 10))).containsExactly("pot", "cup");
    }

    @Test
    void equalScoresAreOrderedBySku() {
      buys(ANN, MAY, "c", "a", "d", "b");
      assertThat(skus(shop.forCustomer(NEW, MAY, 3))).containsExactly("a", "b", "c");
    }

    @Test
    void whatWasSentBackInFullIsNotOffered() {
      OrderId order = buys(ANN, MAY, "cup", "pot");
      buys(BEN, MAY, "cup", "pot");
      shop.returned(order, ANN, Map.of(Sku.of("cup"), 2));
      assertThat(skus(shop.forCustomer(ANN, MAY, 10))).containsExactly("pot");
      assertThat(skus(shop.forCustomer(BEN, MAY, 10))).containsExactlyInAnyOrder("cup", "pot");
    }

    @Test
    void whatWasSentBackInPartCountsForTheRest() {
      OrderId order = buys(ANN, MAY, "cup", "pot");
      shop.returned(order, ANN, Map.of(Sku.of("cup"), 1));
      shop.returned(order, ANN, Map.of(Sku.of("cup"), 1));
      List<Recommendation> list = shop.forCustomer(ANN, MAY, 10);
      assertThat(skus(list)).containsExactly("pot", "cup");
      assertThat(list.get(1).because().get(0).weight()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void toldTwiceCountsOnce() {
      OrderId order = buys(ANN, MAY, "cup");
      List<Recommendation> once = shop.forCustomer(ANN, MAY, 10);
      shop.purchased(order, ANN, units("cup"), MAY);
      assertThat(shop.forCustomer(ANN, MAY, 10)).isEqualTo(once);
    }

    @Test
    void anotherCustomersReturnChangesNothing() {
      OrderId order = buys(ANN, MAY, "cup");
      shop.returned(order, BEN, units("cup"));
      assertThat(skus(shop.forCustomer(ANN, MAY, 10))).containsExactly("cup");
    }
  }

  @Nested
  class WhatCanBePromised {
    @Test
    void outOfStockWithdrawnAndUnknownSkusAreNeverInAList() {
      buys(ANN, MAY, "a", "b", "c", "d");
      buys(BEN, MAY, "a", "b", "c", "d");
      outOfStock.add(Sku.of("a"));
      catalog.computeIfPresent(Sku.of("b"), (sku, product) -> product.withdrawn());
      catalog.remove(Sku.of("c"));
      assertThat(skus(shop.forCustomer(ANN, MAY, 10))).containsExactly("d");
      assertThat(skus(shop.forCustomer(NEW, MAY, 10))).containsExactly("d");
      assertThat(skus(shop.boughtTogether(List.of(Sku.of("a")), 10))).containsExactly("d");
      sell("e", "THE a");
      sell("f", "THE a b");
      outOfStock.add(Sku.of("f"));
      assertThat(skus(shop.alternatives(Sku.of("a"), 10))).containsExactlyInAnyOrder("e", "d");
    }

    @Test
    void theListIsFilledFromFurtherDown() {
      for (int i = 100; i < 400; i++) {
        buys(ANN, MAY, "sku" + i);
        if (i < 390) {
          outOfStock.add(Sku.of("sku" + i));
        }
      }
      assertThat(skus(shop.forCustomer(NEW, MAY, 3))).containsExactly("sku390", "sku391", "sku392");
      assertThat(askedForPromise).hasSizeLessThan(15);
    }

    @Test
    void theLimitIsOneToAHundred() {
      assertThatThrownBy(() -> shop.forCustomer(ANN, MAY, 0))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("limit is '0': must be 1 to 100");
      assertThatThrownBy(() -> shop.boughtTogether(List.of(), 101))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> shop.alternatives(Sku.of("a"), -1))
          .isInstanceOf(InvalidInputException.class);
      for (int i = 100; i < 250; i++) {
        buys(ANN, MAY, "sku" + i);
      }
      assertThat(shop.forCustomer(NEW, MAY, 100)).hasSize(100);
    }

    @Test
    void badOrdersAreRefusedAndChangeNothing() {
      OrderId order = OrderId.of("bad");
      Map<Sku, Integer> none = Map.of(Sku.of("cup"), 0);
      Map<Sku, Integer> cup = Map.of(Sku.of("cup"), 1);
      assertThatThrownBy(() -> shop.purchased(order, ANN, none, MAY))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> shop.purchased(order, ANN, Map.of(), MAY))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> shop.returned(order, ANN, none))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> shop.purchased(order, ANN, cup, Instant.MAX))
          .isInstanceOf(InvalidInputException.class);
      assertThatThrownBy(() -> shop.forCustomer(ANN, Instant.MIN, 10))
          .isInstanceOf(InvalidInputException.class);
      sell("cup", "CUP");
      assertThat(shop.forCustomer(ANN, MAY, 10)).isEmpty();
    }
  }

  @Nested
  class Consent {
    @Test
    void withoutConsentNothingIsKeptAndPopularIsShown() {
      refused.add(ANN);
      buys(ANN, MAY, "cup", "pot");
      assertThat(shop.forCustomer(BEN, MAY, 10)).isEmpty();
      buys(BEN, MAY, "tea");
      List<Recommendation> list = shop.forCustomer(ANN, MAY, 10);
      assertThat(skus(list)).containsExactly("tea");
      assertThat(list.get(0).because().get(0).kind()).isEqualTo(Recommendation.Kind.POPULAR);
    }

    @Test
    void consentTakenBackEndsPersonalListsAtOnce() {
      buys(ANN, MAY, "cup");
      buys(BEN, MAY, "pot");
      buys(BEN, MAY, "pot");
      assertThat(skus(shop.forCustomer(ANN, MAY, 1))).containsExactly("cup");
      refused.add(ANN);
      assertThat(skus(shop.forCustomer(ANN, MAY, 1))).containsExactly("pot");
    }

    @Test
    void aForgottenCustomerIsANewcomer() {
      buys(ANN, MAY, "cup");
      buys(BEN, MAY, "pot");
      shop.forget(ANN);
      assertThat(shop.forCustomer(ANN, MAY, 10)).isEqualTo(shop.forCustomer(NEW, MAY, 10));
      assertThat(skus(shop.forCustomer(ANN, MAY, 10))).containsExactly("pot");
    }
  }

  @Nested
  class Together {
    @Test
    void theCartsCompanionsComeByShrunkCosine() {
      buys(ANN, MAY, "cup", "saucer");
      buys(BEN, MAY, "cup", "saucer");
      buys(NEW, MAY, "cup", "pot");
      List<Recommendation> list = shop.boughtTogether(List.of(Sku.of("cup")), 10);
      assertThat(skus(list)).containsExactly("saucer", "pot");
      assertThat(list.get(0).score()).isEqualTo(2 / (Math.sqrt(6) + 5));
      assertThat(list.get(0).because())
          .containsExactly(
              new Recommendation.Reason(
                  Recommendation.Kind.BOUGHT_TOGETHER,
                  Optional.of(Sku.of("cup")),
                  "often bought together with THE cup",
                  list.get(0).score()));
    }

    @Test
    void nothingInTheCartIsOffered() {
      buys(ANN, MAY, "cup", "saucer", "pot");
      List<Sku> cart = List.of(Sku.of("cup"), Sku.of("pot"), Sku.of("cup"), Sku.of("nothing"));
      assertThat(skus(shop.boughtTogether(cart, 10))).containsExactly("saucer");
      assertThat(shop.boughtTogether(List.of(), 10)).isEmpty();
    }

    @Test
    void whatCameBackWasNotBoughtTogether() {
      OrderId order = buys(ANN, MAY, "cup", "saucer", "pot");
      shop.returned(order, ANN, units("pot"));
      assertThat(skus(shop.boughtTogether(List.of(Sku.of("cup")), 10))).containsExactly("saucer");
    }
  }

  @Nested
  class Alternatives {
    @Test
    void productsDescribedAlikeComeFirstByRareWords() {
      sell("red", "HEART LANTERN RED");
      sell("blue", "HEART LANTERN BLUE");
      sell("heart", "HEART CUSHION");
      sell("other", "TEA TOWEL");
      sell("more", "HEART OF SLATE");
      List<Recommendation> list = shop.alternatives(Sku.of("red"), 10);
      assertThat(skus(list)).containsExactly("blue", "heart", "more");
      assertThat(list.get(0).because().get(0).text()).isEqualTo("much like HEART LANTERN RED");
    }

    @Test
    void theSameCustomersSpeakForAnAlternativeButNotForAStranger() {
      sell("red", "HEART RED");
      sell("blue", "HEART BLUE");
      sell("pink", "HEART PINK");
      sell("tea", "TEA");
      buys(ANN, MAY, "red", "tea");
      buys(ANN, JUNE, "pink");
      assertThat(skus(shop.alternatives(Sku.of("red"), 10))).containsExactly("pink", "blue");
    }

    @Test
    void anAttributeCountsLikeAWordAndANewDescriptionReplacesTheOld() {
      sell("a", "CUP");
      sell("b", "MUG");
      for (String sku : List.of("a", "b")) {
        Product product = catalog.get(Sku.of(sku)).with("category", "tableware");
        catalog.put(product.sku(), product);
        shop.described(product);
      }
      assertThat(skus(shop.alternatives(Sku.of("a"), 10))).containsExactly("b");
      sell("b", "MUG");
      assertThat(shop.alternatives(Sku.of("a"), 10)).isEmpty();
    }

    @Test
    void anUnknownSkuHasNoAlternatives() {
      assertThat(shop.alternatives(Sku.of("nothing"), 10)).isEmpty();
    }
  }
}
