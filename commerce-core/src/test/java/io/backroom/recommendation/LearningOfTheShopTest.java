package io.backroom.recommendation;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.BOB;
import static io.backroom.TestShop.BOSTON;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.as;
import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.TestShop;
import io.backroom.order.OrderRequest;
import io.backroom.order.PlaceResult;
import io.backroom.spi.policy.ProductTraits;
import io.backroom.spi.policy.RecommendationPolicy;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What a whole shop learns, when, and what it forgets. */
class LearningOfTheShopTest {
  private static final ListTerms FIVE = ListTerms.of(5);

  private final TestShop shop =
      TestShop.open(builder -> builder.recommendations(new ByTitle()))
          .sell("mug", "USD 10.00")
          .sell("pot", "USD 30.00")
          .sell("hat", "USD 30.00")
          .stock("mug", EAST, 99)
          .stock("pot", EAST, 99)
          .stock("hat", EAST, 99);

  /** Variants are told by the first word of their titles. */
  private static final class ByTitle implements RecommendationPolicy {
    @Override
    public ProductTraits traits(Product product) {
      Optional<String> family = Optional.of(product.title().split(" ", 2)[0]);
      return new ProductTraits(Optional.empty(), family, Optional.empty(), Optional.empty(), "");
    }
  }

  private void sixBuyMugAndPot() {
    for (int i = 0; i < 6; i++) {
      CustomerId one = CustomerId.of("customer" + i);
      agrees(one, Customer.Consent.GIVEN);
      buys(one, "mug", "pot");
    }
  }

  private void agrees(CustomerId customer, Customer.Consent consent) {
    shop.commerce()
        .customers()
        .put(SYSTEM, new Customer(customer, "Somebody", "", "", consent))
        .orThrow();
  }

  private void buys(CustomerId customer, String... skus) {
    OrderRequest.Draft draft = OrderRequest.of(customer.value(), BOSTON, "tok_ok");
    for (String sku : skus) {
      draft = draft.add(sku, 1);
    }
    shop.place(draft);
  }

  private void tenMinutesLater() {
    shop.clock().forward(Duration.ofMinutes(10));
    shop.commerce().runDue();
  }

  private List<Recommendation> forYou(CustomerId customer) {
    return shop.commerce().suggestions().forYou(as(customer), customer, FIVE).orThrow();
  }

  private Recommendation.Kind whyPot(CustomerId customer) {
    return forYou(customer).stream()
        .filter(one -> one.sku().equals(Sku.of("pot")))
        .findFirst()
        .orElseThrow()
        .because()
        .get(0)
        .kind();
  }

  @Test
  void thePurchaseShowsInTheNextListAndTheModelWithinTenMinutes() {
    sixBuyMugAndPot();
    buys(BOB, "mug");
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.POPULAR); // no model knows yet
    shop.clock().forward(Duration.ofMinutes(9));
    shop.commerce().runDue();
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.POPULAR);
    shop.clock().forward(Duration.ofMinutes(1));
    shop.commerce().runDue();
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.BOUGHT);
    buys(ALICE, "mug");
    assertThat(whyPot(ALICE)).isEqualTo(Recommendation.Kind.BOUGHT);
    assertThat(forYou(ALICE)).extracting(Recommendation::sku).doesNotContain(Sku.of("mug"));
  }

  @Test
  void manyPurchasesAreOnePieceOfWorkAndTheNextAfterItAnother() {
    sixBuyMugAndPot();
    shop.commerce().runDue();
    shop.clock().forward(Duration.ofMinutes(10));
    assertThat(shop.commerce().runDue()).isEqualTo(1);
    shop.clock().forward(Duration.ofMinutes(30));
    assertThat(shop.commerce().runDue()).isZero();
    buys(BOB, "hat");
    shop.clock().forward(Duration.ofMinutes(10));
    assertThat(shop.commerce().runDue()).isEqualTo(1);
  }

  @Test
  void aWithdrawnProductIsGoneFromEveryListAtOnce() {
    sixBuyMugAndPot();
    assertThat(forYou(BOB)).extracting(Recommendation::sku).contains(Sku.of("pot"));
    Product pot = shop.commerce().catalog().find(Sku.of("pot")).orElseThrow();
    shop.commerce().catalog().put(SYSTEM, pot.withdrawn()).orThrow();
    assertThat(forYou(BOB)).extracting(Recommendation::sku).containsExactly(Sku.of("mug"));
  }

  @Test
  void goodsThatAreDueJustNowAreInNoListBeforeTheyHaveCome() {
    sixBuyMugAndPot();
    shop.place(OrderRequest.of("alice", BOSTON, "tok_ok").add("pot", 93));
    shop.expect("po", "pot", EAST, 5, Duration.ofHours(3));
    shop.clock().forward(Duration.ofHours(3));
    assertThat(forYou(BOB)).extracting(Recommendation::sku).doesNotContain(Sku.of("pot"));

    shop.receive("pot", EAST, 5, "po");
    assertThat(forYou(BOB)).extracting(Recommendation::sku).contains(Sku.of("pot"));
  }

  @Test
  void theLastUnitSoldIsGoneFromEveryListAtOnce() {
    sixBuyMugAndPot();
    assertThat(forYou(BOB)).extracting(Recommendation::sku).contains(Sku.of("pot"));
    shop.place(OrderRequest.of("alice", BOSTON, "tok_ok").add("pot", 93));
    assertThat(forYou(BOB)).extracting(Recommendation::sku).doesNotContain(Sku.of("pot"));
    shop.expect("po", "pot", EAST, 5, Duration.ofDays(3));
    ListTerms soon = FIVE.within(Duration.ofDays(3));
    assertThat(shop.commerce().suggestions().forYou(as(BOB), BOB, soon).orThrow())
        .extracting(Recommendation::sku)
        .contains(Sku.of("pot"));
  }

  @Test
  void anOrderOutOfStockNamesVariantsFirst() {
    shop.sell(Product.of("red", "Lantern with a heart in red", Money.parse("USD 9.00"), 100))
        .sell(Product.of("blue", "Lantern blue", Money.parse("USD 9.00"), 100))
        .sell(Product.of("like", "Heart in red with a", Money.parse("USD 9.00"), 100))
        .stock("blue", EAST, 1)
        .stock("like", EAST, 1);
    PlaceResult answer = shop.answer(OrderRequest.of("bob", BOSTON, "tok_ok").add("red", 1));
    assertThat(answer).isInstanceOf(PlaceResult.OutOfStock.class);
    List<Recommendation> instead = ((PlaceResult.OutOfStock) answer).lines().get(0).alternatives();
    assertThat(instead).extracting(Recommendation::sku).startsWith(Sku.of("blue"), Sku.of("like"));
  }

  @Test
  void consentTakenBackForgetsAndGivenAgainLearnsAllThatWasBought() {
    sixBuyMugAndPot();
    buys(BOB, "mug");
    shop.commerce()
        .suggestions()
        .tell(as(BOB), BOB, List.of(new Feedback(Feedback.Kind.REJECTION, Sku.of("hat"))))
        .orThrow();
    tenMinutesLater();
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.BOUGHT);

    agrees(BOB, Customer.Consent.WITHHELD);

    assertThat(forYou(BOB)).extracting(Recommendation::sku).contains(Sku.of("mug"));
    assertThat(
            shop.commerce()
                .suggestions()
                .tell(as(BOB), BOB, List.of(new Feedback(Feedback.Kind.VIEW, Sku.of("hat"))))
                .orThrow())
        .isEmpty();
    agrees(BOB, Customer.Consent.GIVEN);
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.BOUGHT);
    // What was told before is gone for good.
    shop.restart();
    buys(CustomerId.of("customer1"), "hat");
    assertThat(forYou(BOB)).extracting(Recommendation::sku).contains(Sku.of("hat"));
  }

  @Test
  void whoeverTakesConsentBackIsOutOfTheNextModelAndOfEveryOneAfterARestart() {
    sixBuyMugAndPot();
    tenMinutesLater();
    buys(BOB, "mug");
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.BOUGHT);
    for (int i = 0; i < 6; i++) {
      agrees(CustomerId.of("customer" + i), Customer.Consent.WITHHELD);
    }
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.BOUGHT); // the model is still the old one
    tenMinutesLater();
    assertThat(forYou(BOB)).isEmpty();
    shop.restart();
    assertThat(forYou(BOB)).isEmpty();
  }

  @Test
  void feedbackShowsInTheNextListAndOutlastsARestart() {
    sixBuyMugAndPot();
    tenMinutesLater();
    shop.commerce()
        .suggestions()
        .tell(as(BOB), BOB, List.of(new Feedback(Feedback.Kind.VIEW, Sku.of("mug"))))
        .orThrow();
    assertThat(whyPot(BOB)).isEqualTo(Recommendation.Kind.LOOKED_AT);
    List<Recommendation> before = forYou(BOB);
    shop.restart();
    assertThat(forYou(BOB)).isEqualTo(before);
  }
}
