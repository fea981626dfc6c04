package io.backroom.recommendation;

import static io.backroom.recommendation.SmallShop.MAY;
import static io.backroom.recommendation.SmallShop.skus;
import static io.backroom.recommendation.SmallShop.units;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RecommendationsTest {
  private static final CustomerId ANN = CustomerId.of("ann");
  private static final CustomerId BEN = CustomerId.of("ben");
  private static final ListTerms TEN = ListTerms.of(10);

  private final SmallShop shop = new SmallShop();

  private static List<Recommendation.Kind> kinds(Recommendation one) {
    return one.because().stream().map(Recommendation.Reason::kind).toList();
  }

  @Nested
  class NewToYou {
    @Test
    void aPurchaseShowsInTheBuyersNextListWithItsReason() {
      shop.sixBuy("cup", "pot");
      shop.sixBuy("hat");
      shop.lists.refit();
      assertThat(kinds(shop.forYou("ann", 10).get(0))).containsExactly(Recommendation.Kind.POPULAR);

      shop.buys("ann", "cup");

      Recommendation first = shop.forYou("ann", 10).get(0);
      assertThat(first.sku()).isEqualTo(Sku.of("pot"));
      assertThat(first.title()).isEqualTo("THE pot");
      assertThat(first.price()).isEqualTo(Money.parse("GBP 2.50"));
      assertThat(first.because().get(0).text()).isEqualTo("because you bought THE cup");
      assertThat(first.because().get(0).weight()).isCloseTo(first.score(), within(1e-6));
    }

    @Test
    void nothingThatWasEverBoughtIsInIt() {
      shop.sixBuy("cup", "pot", "tea");
      shop.lists.refit();
      shop.buys("ann", "cup", "pot");
      assertThat(skus(shop.forYou("ann", 10))).containsExactly("tea");
      shop.forward(Duration.ofDays(900));
      assertThat(skus(shop.forYou("ann", 10))).containsExactly("tea");
    }

    @Test
    void theReasonsAndTheRestAddUpToTheScore() {
      shop.sixBuy("a", "b", "c", "d", "z");
      shop.sixBuy("a", "b", "z");
      shop.sixBuy("d", "y");
      shop.lists.refit();
      OrderId order = shop.buys("ann", "a", "b", "c", "d");
      shop.lists.returned(order, ANN, units("d"));
      List<Recommendation> list = shop.forYou("ann", 10);
      assertThat(skus(list)).first().isEqualTo("z");
      assertThat(list.get(0).because()).hasSize(3);
      assertThat(list.get(0).rest()).isNegative(); // what came back speaks against it
      assertThat(list.get(0).because().stream().mapToDouble(r -> r.weight()).sum())
          .isCloseTo(list.get(0).score() - list.get(0).rest(), within(1e-9));
    }

    @Test
    void whatWasSentBackInFullSpeaksAgainstWhatGoesWithIt() {
      shop.sixBuy("cup", "pot");
      shop.sixBuy("tea", "pot");
      shop.lists.refit();
      shop.buys("ann", "tea");
      double before = shop.forYou("ann", 10).get(0).score();
      OrderId order = shop.buys("ann", "cup");
      double both = shop.forYou("ann", 10).get(0).score();
      shop.lists.returned(order, ANN, units("cup"));
      double after = shop.forYou("ann", 10).get(0).score();
      assertThat(both).isGreaterThan(before);
      assertThat(after).isLessThan(before);
    }

    @Test
    void oldPurchasesFadeByHalfIn60Days() {
      shop.sixBuy("cup", "pot");
      shop.lists.refit();
      shop.buys("ann", "cup");
      double before = shop.forYou("ann", 1).get(0).score();
      shop.forward(Duration.ofDays(60));
      assertThat(shop.forYou("ann", 1).get(0).score()).isCloseTo(before / 2, within(1e-6));
    }

    @Test
    void aLookAndACartSpeakLessThanAPurchaseAndFade() {
      shop.sixBuy("cup", "pot");
      shop.lists.refit();
      shop.buys("ben", "cup");
      final double bought = shop.forYou("ben", 1).get(0).score();
      shop.lists.felt(ANN, new Feedback(Feedback.Kind.VIEW, Sku.of("cup")), shop.now);
      Recommendation looked = shop.forYou("ann", 1).get(0);
      assertThat(looked.sku()).isEqualTo(Sku.of("pot"));
      assertThat(looked.score()).isCloseTo(0.1 * bought, within(1e-6));
      assertThat(looked.because().get(0).text()).isEqualTo("because you looked at THE cup");
      shop.lists.felt(ANN, new Feedback(Feedback.Kind.CART, Sku.of("cup")), shop.now);
      Recommendation inCart = shop.forYou("ann", 1).get(0);
      assertThat(inCart.score()).isCloseTo(0.4 * bought, within(1e-6));
      assertThat(inCart.because().get(0).text())
          .isEqualTo("because you put THE cup into your cart");
      shop.forward(Duration.ofDays(14));
      assertThat(shop.forYou("ann", 1).get(0).score())
          .isCloseTo((0.1 / 4 + 0.3 / 2) * bought, within(1e-6));
    }

    @Test
    void whatACustomerDidNotWantIsKeptFromThemForHalfAYear() {
      shop.sixBuy("cup", "pot");
      shop.lists.refit();
      shop.buys("ann", "cup");
      shop.lists.felt(ANN, new Feedback(Feedback.Kind.REJECTION, Sku.of("pot")), shop.now);
      assertThat(shop.forYou("ann", 10)).isEmpty();
      assertThat(skus(shop.lists.similar(Sku.of("cup"), TEN))).contains("pot");
      assertThat(shop.lists.similar(Sku.of("cup"), TEN.readBy(ANN))).isEmpty();
      shop.forward(Duration.ofDays(179));
      assertThat(shop.forYou("ann", 10)).isEmpty();
      shop.forward(Duration.ofDays(1));
      assertThat(skus(shop.forYou("ann", 10))).containsExactly("pot");
    }

    @Test
    void aNewProductIsOfferedToWhoBoughtWhatIsDescribedLikeIt() {
      shop.sell("red", "HEART LANTERN RED");
      shop.sixBuy("red", "tea");
      shop.sell("green", "HEART LANTERN GREEN");
      shop.sell("other", "SOMETHING ELSE");
      shop.lists.refit();
      shop.buys("ann", "red");
      List<Recommendation> list = shop.forYou("ann", 10);
      assertThat(skus(list)).containsExactlyInAnyOrder("tea", "green");
      Recommendation green = list.get(skus(list).indexOf("green"));
      assertThat(green.because().get(0).text()).isEqualTo("much like HEART LANTERN RED");
      assertThat(green.rest()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aNewcomerSeesWhatIsPopularLatelyInTheirCountry() {
      shop.buysIn("GB", "ben", "cup", "pot");
      for (int i = 0; i < 30; i++) {
        shop.buysIn("GB", "ben", "cup");
        shop.buysIn("FR", "cas", "pot");
      }
      assertThat(skus(shop.forYou("new", 10))).containsExactly("cup", "pot");
      Recommendation first = shop.lists.forYou(CustomerId.of("new"), TEN.in("FR")).get(0);
      assertThat(first.sku()).isEqualTo(Sku.of("pot"));
      assertThat(first.because().get(0).text()).isEqualTo("many customers in FR buy it these days");
      assertThat(first.rest()).isCloseTo(0, within(1e-15));
      shop.forward(Duration.ofDays(90));
      shop.buysIn("GB", "ben", "tea");
      assertThat(skus(shop.forYou("new", 10))).first().isEqualTo("tea");
    }

    @Test
    void equalScoresAreOrderedBySku() {
      shop.buys("ann", "c", "a", "d", "b");
      assertThat(skus(shop.forYou("new", 3))).containsExactly("a", "b", "c");
    }
  }

  @Nested
  class BuyAgain {
    @Test
    void itHoldsOnlyWhatWasBoughtAndKept() {
      shop.buys("ben", "cup", "pot", "tea");
      OrderId order = shop.buys("ann", "cup", "tea");
      shop.lists.returned(order, ANN, units("tea"));
      shop.forward(Duration.ofDays(14));
      assertThat(skus(shop.buyAgain("ann", 10))).containsExactly("cup");
      assertThat(shop.buyAgain("new", 10)).isEmpty();
    }

    @Test
    void ownAndSimilarCustomersCountHalfEach() {
      shop.buys("ben", "cup");
      shop.buys("ann", "cup");
      shop.forward(Duration.ofDays(120));
      Recommendation cup = shop.buyAgain("ann", 1).get(0);
      assertThat(cup.score()).isCloseTo(0.5, within(1e-12));
      assertThat(cup.because())
          .extracting(Recommendation.Reason::text)
          .containsExactly("you bought it before", "customers who buy like you buy it too");
      assertThat(cup.because())
          .extracting(Recommendation.Reason::weight)
          .allSatisfy(weight -> assertThat(weight).isCloseTo(0.25, within(1e-12)));
    }

    @Test
    void whatWasSentBackInPartCountsForTheRest() {
      OrderId order = shop.buys("ann", "cup", "pot");
      shop.lists.returned(order, ANN, Map.of(Sku.of("cup"), 1));
      shop.lists.returned(order, ANN, Map.of(Sku.of("cup"), 1));
      shop.forward(Duration.ofDays(120));
      List<Recommendation> list = shop.buyAgain("ann", 10);
      assertThat(skus(list)).containsExactly("pot", "cup");
      assertThat(list.get(1).score()).isCloseTo(0.125, within(1e-12));
    }

    @Test
    void toldTwiceCountsOnceAndAnotherCustomersReturnChangesNothing() {
      OrderId order = shop.buys("ann", "cup");
      shop.forward(Duration.ofDays(14));
      List<Recommendation> once = shop.buyAgain("ann", 10);
      shop.lists.purchased(order, ANN, units("cup"), MAY, "");
      shop.lists.returned(order, BEN, units("cup"));
      assertThat(shop.buyAgain("ann", 10)).isEqualTo(once);
    }
  }

  @Nested
  class ReorderSoon {
    private void every(int days, String customer, String sku, int times) {
      Instant begin = shop.now;
      for (int i = 0; i < times; i++) {
        shop.buys(customer, sku);
        shop.forward(Duration.ofDays(days));
      }
      shop.now = begin;
    }

    @Test
    void whatIsUsedUpIsDueAfterTheCustomersOwnPaceAndThatOfOthers() {
      shop.sell(shop.sell("tea", "TEA").with("consumable", "true"));
      every(30, "ann", "tea", 4); // 90 days in 3 repeats
      every(50, "ben", "tea", 2); // 50 days in 1 repeat
      shop.forward(Duration.ofDays(90 + 20));
      Recommendation tea = shop.lists.reorderSoon(ANN, TEN).get(0);
      double interval = (90 + 140 / 4.0) / 4; // the others' mean counts as one repeat
      assertThat(tea.score()).isCloseTo(Math.pow(2, -(interval - 20) / 7), within(1e-12));
      assertThat(tea.because().get(0).text())
          .isEqualTo("bought about every 31 days, by you last 20 days ago");
    }

    @Test
    void whatIsDueSoonestComesFirstAndNothingElseDoes() {
      for (String sku : List.of("tea", "ink", "hat", "gum")) {
        shop.sell(shop.sell(sku, sku).with("consumable", "" + !sku.equals("hat")));
      }
      every(30, "ann", "tea", 3);
      every(25, "ann", "ink", 3);
      every(25, "ann", "hat", 3); // not used up
      every(5, "ann", "gum", 3); // not bought for long: has stopped
      shop.forward(Duration.ofDays(65));
      assertThat(skus(shop.lists.reorderSoon(ANN, TEN))).containsExactly("ink", "tea");
      assertThat(shop.lists.reorderSoon(BEN, TEN)).isEmpty();
    }

    @Test
    void whatManyComeBackForIsTakenForConsumable() {
      for (int i = 0; i < 10; i++) {
        every(20, "customer" + i, "tea", i < 3 ? 2 : 1);
      }
      every(20, "ann", "tea", 1);
      shop.forward(Duration.ofDays(10));
      assertThat(skus(shop.lists.reorderSoon(ANN, TEN))).containsExactly("tea");
      // And so it may be offered although it was just bought.
      assertThat(skus(shop.buyAgain("ann", 10))).containsExactly("tea");
    }
  }

  @Nested
  class Segment {
    @Test
    void whatCustomersLikeOneBuyAndTheyHaveNot() {
      shop.buys("ben", "cup", "pot");
      shop.buys("cas", "hat");
      shop.buys("ann", "cup");
      List<Recommendation> list = shop.lists.segment(ANN, TEN);
      assertThat(skus(list)).containsExactly("pot");
      assertThat(list.get(0).because().get(0).text()).isEqualTo("because you bought THE cup");
      assertThat(list.get(0).rest()).isCloseTo(0, within(1e-12));
    }

    @Test
    void aNewcomersSegmentIsTheOneNamed() {
      shop.buysIn("FR", "ben", "cup");
      assertThat(kinds(shop.lists.segment(ANN, TEN.in("FR")).get(0)))
          .contains(Recommendation.Kind.SEGMENT);
    }
  }

  @Nested
  class Together {
    @Test
    void theCartsCompanionsComeByShrunkCosine() {
      shop.buys("ann", "cup", "saucer");
      shop.buys("ben", "cup", "saucer");
      shop.buys("new", "cup", "pot");
      List<Recommendation> list = shop.lists.boughtTogether(List.of(Sku.of("cup")), TEN);
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
      shop.buys("ann", "cup", "saucer", "pot");
      List<Sku> cart = List.of(Sku.of("cup"), Sku.of("pot"), Sku.of("cup"), Sku.of("nothing"));
      assertThat(skus(shop.lists.boughtTogether(cart, TEN))).containsExactly("saucer");
      assertThat(shop.lists.boughtTogether(List.of(), TEN)).isEmpty();
    }

    @Test
    void whatCameBackWasNotBoughtTogether() {
      OrderId order = shop.buys("ann", "cup", "saucer", "pot");
      shop.lists.returned(order, ANN, units("pot"));
      assertThat(skus(shop.lists.boughtTogether(List.of(Sku.of("cup")), TEN)))
          .containsExactly("saucer");
    }

    @Test
    void crossSellIsOfOtherKindsAndUpsellIsDearerOfTheSame() {
      shop.sell(priced("cup", "TEA CUP", "GBP 4.00").with("category", "cups"));
      shop.sell(priced("mug", "TEA MUG", "GBP 6.00").with("category", "cups"));
      shop.sell(priced("bowl", "TEA BOWL", "GBP 3.00").with("category", "cups"));
      shop.sell(priced("gold", "GOLDEN TEA CUP", "GBP 9.00").with("category", "cups"));
      shop.sell(priced("pot", "TEA POT", "GBP 7.00").with("category", "pots"));
      shop.buys("ann", "cup", "mug", "bowl", "gold", "pot");
      assertThat(skus(shop.lists.crossSell(List.of(Sku.of("cup")), TEN))).containsExactly("pot");
      assertThat(skus(shop.lists.upsell(Sku.of("cup"), TEN))).containsExactly("mug");
    }

    @Test
    void whereNoKindIsToldDescriptionsTellIt() {
      shop.sell(priced("red", "HEART LANTERN RED", "GBP 4.00"));
      shop.sell(priced("blue", "HEART LANTERN BLUE", "GBP 6.00"));
      shop.sell(priced("tea", "GREEN TEA", "GBP 6.00"));
      shop.buys("ann", "red", "blue", "tea");
      assertThat(skus(shop.lists.crossSell(List.of(Sku.of("red")), TEN))).containsExactly("tea");
      assertThat(skus(shop.lists.upsell(Sku.of("red"), TEN))).containsExactly("blue");
      assertThat(shop.lists.upsell(Sku.of("blue"), TEN)).isEmpty();
    }

    private static Product priced(String sku, String title, String price) {
      return Product.of(sku, title, Money.parse(price), 100);
    }
  }

  @Nested
  class Alike {
    @Test
    void productsDescribedAlikeComeFirstByRareWords() {
      shop.sell("red", "HEART LANTERN RED");
      shop.sell("blue", "HEART LANTERN BLUE");
      shop.sell("heart", "HEART CUSHION");
      shop.sell("other", "TEA TOWEL");
      shop.sell("more", "HEART OF SLATE");
      List<Recommendation> list = shop.lists.similar(Sku.of("red"), TEN);
      assertThat(skus(list)).containsExactly("blue", "heart", "more");
      assertThat(list.get(0).because().get(0).text()).isEqualTo("much like HEART LANTERN RED");
    }

    @Test
    void theSameCustomersSpeakForAnAlternativeButNotForAStranger() {
      shop.sell("red", "HEART RED");
      shop.sell("blue", "HEART BLUE");
      shop.sell("pink", "HEART PINK");
      shop.sell("tea", "TEA");
      shop.buys("ann", "red", "tea");
      shop.buys("ann", "pink");
      assertThat(skus(shop.lists.alternatives(Sku.of("red"), TEN))).containsExactly("pink", "blue");
    }

    /** The same people also buy what takes the place of nothing: their word counts half. */
    @Test
    void whatIsDescribedAlikeComesBeforeWhatTheSameCustomersBuy() {
      shop.sell("red", "HEART LANTERN OF GREEN GLASS AND TIN RED");
      shop.sell("blue", "HEART LANTERN OF GREEN GLASS AND TIN BLUE");
      shop.sell("towel", "TEA TOWEL HEART");
      shop.buys("ann", "red", "towel");
      assertThat(skus(shop.lists.similar(Sku.of("red"), TEN))).containsExactly("blue", "towel");
    }

    @Test
    void variantsOfTheFamilyComeFirst() {
      shop.sell(shop.sell("red", "HEART LANTERN").with("family", "lantern"));
      shop.sell("same", "HEART LANTERN");
      shop.sell(shop.sell("blue", "LANTERN IN BLUE WITH HEARTS").with("family", "lantern"));
      List<Recommendation> list = shop.lists.alternatives(Sku.of("red"), TEN);
      assertThat(skus(list)).containsExactly("blue", "same");
      assertThat(list.get(0).because().get(0).text()).isEqualTo("another variant of HEART LANTERN");
      assertThat(skus(shop.lists.similar(Sku.of("red"), TEN))).containsExactly("same", "blue");
    }

    @Test
    void anAttributeCountsLikeAWordAndANewDescriptionReplacesTheOld() {
      for (String sku : List.of("cup", "mug")) {
        shop.sell(shop.sell(sku, sku).with("category", "tableware"));
      }
      assertThat(skus(shop.lists.similar(Sku.of("cup"), TEN))).containsExactly("mug");
      shop.sell("mug", "MUG");
      assertThat(shop.lists.similar(Sku.of("cup"), TEN)).isEmpty();
    }

    @Test
    void anUnknownSkuHasNoAlternatives() {
      assertThat(shop.lists.alternatives(Sku.of("nothing"), TEN)).isEmpty();
    }
  }

  @Nested
  class Consent {
    @Test
    void withoutConsentNothingIsKeptAndPopularIsShown() {
      shop.refused.add(ANN);
      shop.buys("ann", "cup", "pot");
      shop.lists.felt(ANN, new Feedback(Feedback.Kind.VIEW, Sku.of("cup")), shop.now);
      assertThat(shop.forYou("ben", 10)).isEmpty();
      shop.buys("ben", "tea");
      List<Recommendation> list = shop.forYou("ann", 10);
      assertThat(skus(list)).containsExactly("tea");
      assertThat(kinds(list.get(0))).containsExactly(Recommendation.Kind.POPULAR);
      assertThat(shop.buyAgain("ann", 10)).isEmpty();
    }

    @Test
    void consentTakenBackEndsPersonalListsAtOnce() {
      shop.buys("ann", "cup");
      shop.forward(Duration.ofDays(20));
      shop.buys("ben", "pot");
      assertThat(skus(shop.buyAgain("ann", 1))).containsExactly("cup");
      shop.refused.add(ANN);
      assertThat(shop.buyAgain("ann", 1)).isEmpty();
      assertThat(skus(shop.forYou("ann", 2))).containsExactly("pot", "cup");
    }

    @Test
    void aForgottenCustomerLeavesNoTraceInTheNextModel() {
      SmallShop never = new SmallShop();
      for (SmallShop each : List.of(shop, never)) {
        each.sixBuy("cup", "pot");
        each.sixBuy("pot", "tea");
      }
      for (int i = 0; i < 3; i++) {
        shop.buys("ann", "cup", "tea", "hat");
        never.sell("hat", "THE hat");
      }
      shop.lists.felt(ANN, new Feedback(Feedback.Kind.CART, Sku.of("pot")), shop.now);
      shop.lists.refit();
      never.lists.refit();
      String reader = "six-cup-pot0";
      assertThat(shop.forYou(reader, 10)).isNotEqualTo(never.forYou(reader, 10));

      shop.lists.forget(ANN);
      shop.lists.refit();

      for (String each : List.of(reader, "ann", "six-pot-tea3")) {
        assertThat(shop.forYou(each, 10)).isEqualTo(never.forYou(each, 10));
        assertThat(shop.buyAgain(each, 10)).isEqualTo(never.buyAgain(each, 10));
      }
    }
  }

  @Test
  void theTermsHaveRanges() {
    assertThatThrownBy(() -> ListTerms.of(0))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("limit is '0': must be 1 to 100");
    assertThatThrownBy(() -> ListTerms.of(101)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TEN.within(Duration.ofDays(-1)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TEN.mixed(0.6, 0.5)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TEN.mixed(Double.NaN, 0)).isInstanceOf(InvalidInputException.class);
    for (int i = 100; i < 250; i++) {
      shop.buys("ann", "sku" + i);
    }
    assertThat(shop.forYou("new", 100)).hasSize(100);
  }

  @Test
  void badOrdersAreRefusedAndChangeNothing() {
    OrderId order = OrderId.of("bad");
    Map<Sku, Integer> none = Map.of(Sku.of("cup"), 0);
    Map<Sku, Integer> cup = Map.of(Sku.of("cup"), 1);
    assertThatThrownBy(() -> shop.lists.purchased(order, ANN, none, MAY, ""))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> shop.lists.purchased(order, ANN, Map.of(), MAY, ""))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> shop.lists.returned(order, ANN, none))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> shop.lists.purchased(order, ANN, cup, Instant.MAX, ""))
        .isInstanceOf(InvalidInputException.class);
    shop.sell("cup", "CUP");
    assertThat(shop.forYou("ann", 10)).isEmpty();
  }
}
