package io.backroom.order;

import static io.backroom.TestShop.ALICE;
import static io.backroom.TestShop.EAST;
import static io.backroom.TestShop.SYSTEM;
import static io.backroom.TestShop.WEST;
import static io.backroom.TestShop.as;
import static io.backroom.TestShop.order;
import static io.backroom.TestShop.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.TestShop;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.inventory.Availability;
import io.backroom.returns.ReturnRequest;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Refusal;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle has a price of its own; what is stocked, kept and shipped are its parts. */
class BundleTest {
  private static final Sku SET = Sku.of("set");
  private static final Sku CUP = Sku.of("cup");
  private static final Sku POT = Sku.of("pot");

  /** A tea set: four cups and a pot, cheaper than by themselves. */
  private final TestShop shop = sellingSets(TestShop.open());

  private static TestShop sellingSets(TestShop shop) {
    return shop.sell("cup", "USD 5.00")
        .sell("pot", "USD 20.00")
        .sell(
            Product.of("set", "A tea set", Money.parse("USD 35.00"), 0)
                .bundling("cup", 4)
                .bundling("pot", 1));
  }

  private static Map<Piece, Integer> pieces(FulfillmentOrder shipment) {
    return shipment.lines().stream()
        .collect(Collectors.toMap(FulfillmentOrder.Line::piece, FulfillmentOrder.Line::quantity));
  }

  private int available(String sku) {
    return shop.commerce().inventory().availability(Sku.of(sku)).now();
  }

  @Test
  void theOrderHasTheBundleAndTheShipmentItsParts() {
    shop.stock("cup", EAST, 8).stock("pot", EAST, 2);

    OrderId id = shop.place(order().add("set", 2));

    OrderView view = shop.view(id);
    assertThat(view.lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.sku()).isEqualTo(SET);
              assertThat(line.unitPrice()).isEqualTo(Money.parse("USD 35.00"));
              assertThat(line.quantity()).isEqualTo(2);
              assertThat(line.contents())
                  .containsExactly(new Product.Part(CUP, 4), new Product.Part(POT, 1));
            });
    assertThat(view.total()).isEqualTo(Money.parse("USD 70.00"));
    assertThat(pieces(shop.shipment(id))).isEqualTo(Map.of(piece(CUP), 8, piece(POT), 2));
    assertThat(shop.shipment(id).lines())
        .extracting(FulfillmentOrder.Line::amount)
        .containsExactly(Money.parse("USD 35.00"), Money.parse("USD 35.00"));
    assertThat(shop.level("cup", EAST).allocated()).isEqualTo(8);
    assertThat(shop.level("pot", EAST).allocated()).isEqualTo(2);
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 70.00"));
    shop.assertStockIsWhole();
  }

  private static Piece piece(Sku part) {
    return new Piece(SET, part);
  }

  @Test
  void partsThatShareASkuWithAnotherLineAreSummedBeforeTheCheck() {
    shop.stock("cup", EAST, 5).stock("pot", EAST, 1);

    assertThat(shop.answer(order().add("set", 1).add("cup", 2)))
        .isInstanceOf(PlaceResult.OutOfStock.class);
    OrderId id = shop.place(order().add("set", 1).add("cup", 1));

    assertThat(pieces(shop.shipment(id)))
        .isEqualTo(Map.of(piece(CUP), 4, piece(POT), 1, new Piece(CUP, CUP), 1));
    assertThat(shop.level("cup", EAST).allocated()).isEqualTo(5);
  }

  @Test
  void twoBundlesThatShareAPartAreSummedBeforeTheCheck() {
    shop.sell(Product.of("pair", "Two cups", Money.parse("USD 9.00"), 0).bundling("cup", 2));
    shop.stock("cup", EAST, 5).stock("pot", EAST, 1);

    PlaceResult answer = shop.answer(order().add("set", 1).add("pair", 1));

    assertThat(answer)
        .isInstanceOfSatisfying(
            PlaceResult.OutOfStock.class,
            gone ->
                assertThat(gone.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line.sku()).isEqualTo(Sku.of("pair"))));
    assertThat(shop.level("cup", EAST).availableToPromise()).isEqualTo(5);
  }

  @Test
  void partsMayShipFromDifferentCenters() {
    shop.stock("cup", EAST, 4).stock("pot", WEST, 1);

    OrderId id = shop.place(order().add("set", 1));

    assertThat(pieces(shop.shipmentFrom(id, EAST))).isEqualTo(Map.of(piece(CUP), 4));
    assertThat(pieces(shop.shipmentFrom(id, WEST))).isEqualTo(Map.of(piece(POT), 1));
    assertThat(shop.books(id))
        .containsExactlyInAnyOrder("AUTHORIZED USD 17.50", "AUTHORIZED USD 17.50");
  }

  @Test
  void asManyCanBePromisedAsTheScarcestPartAllows() {
    shop.stock("cup", EAST, 9).stock("cup", WEST, 3).stock("pot", EAST, 1).stock("pot", WEST, 4);
    shop.expect("po", "cup", WEST, 9, Duration.ofDays(3));

    Availability set = shop.commerce().inventory().availability(SET);

    assertThat(set.now()).isEqualTo(3);
    assertThat(set.later())
        .containsExactly(new Availability.Later(TestShop.OPENING.plus(Duration.ofDays(3)), 5));
    assertThat(set.centers())
        .containsExactly(
            new Availability.AtCenter(EAST, 1, List.of()),
            new Availability.AtCenter(
                WEST,
                0,
                List.of(new Availability.Later(TestShop.OPENING.plus(Duration.ofDays(3)), 3))));
  }

  @Test
  void aPartThatIsNeverStockedLeavesNothingToPromise() {
    shop.stock("cup", EAST, 9);

    assertThat(shop.commerce().inventory().availability(SET).now()).isZero();
    assertThat(shop.answer(order().add("set", 1))).isInstanceOf(PlaceResult.OutOfStock.class);
  }

  @Test
  void aQuoteCountsWholeBundles() {
    shop.stock("cup", EAST, 9)
        .stock("pot", EAST, 5)
        .expect("po", "cup", EAST, 3, Duration.ofDays(3));

    Quote quote =
        shop.commerce()
            .orders()
            .quote(as(ALICE), order().add("set", 4).orBackorder().build())
            .orThrow();

    Quote.Line line = quote.lines().get(0);
    assertThat(line.inStock()).isEqualTo(2);
    assertThat(line.backordered()).isEqualTo(1);
    assertThat(line.isShort()).isTrue();
  }

  @Test
  void aPartThatIsStillToComeInIsPaidForWhenItHasCome() {
    shop.stock("cup", EAST, 4).expect("po", "pot", EAST, 3, Duration.ofDays(3));

    OrderId id = shop.place(order().add("set", 1).orBackorder());

    assertThat(shop.states(id))
        .containsExactly(FulfillmentState.RELEASED, FulfillmentState.BACKORDERED);
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 17.50");
    shop.receive("pot", EAST, 3, "po");
    assertThat(shop.books(id)).containsExactly("AUTHORIZED USD 17.50", "AUTHORIZED USD 17.50");
  }

  @Test
  void unitsThatComeInServeTheBundleAndTheItemByItselfEachInFull() {
    shop.stock("pot", EAST, 1).expect("po", "cup", EAST, 6, Duration.ofDays(3));
    OrderId id = shop.place(order().add("set", 1).add("cup", 2).orBackorder());

    shop.receive("cup", EAST, 3, "po");

    FulfillmentOrder waiting = shop.view(id).shipments().get(1);
    assertThat(waiting.state()).isEqualTo(FulfillmentState.BACKORDERED);
    assertThat(waiting.lines().stream().mapToInt(FulfillmentOrder.Line::waiting).sum())
        .isEqualTo(3);
    assertThat(shop.level("cup", EAST).backordered()).isEqualTo(3);

    shop.receive("cup", EAST, 3, "po");

    assertThat(shop.states(id))
        .containsExactly(FulfillmentState.RELEASED, FulfillmentState.RELEASED);
    shop.deliver(id);
    assertThat(shop.captured(id)).isEqualTo(Money.parse("USD 45.00"));
    shop.assertStockIsWhole();
  }

  @Test
  void aBundleIsCancelledWholeAndItsPartsGoBack() {
    shop.stock("cup", EAST, 9).stock("pot", WEST, 2);
    OrderId id = shop.place(order().add("set", 2).add("cup", 1));

    OrderView view =
        shop.commerce()
            .orders()
            .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(SET, 1)), "")
            .orThrow();

    assertThat(view.lines()).extracting(OrderView.Line::cancelled).containsExactly(1, 0);
    assertThat(view.payment().payable()).isEqualTo(Money.parse("USD 40.00"));
    assertThat(available("cup")).isEqualTo(4);
    assertThat(available("pot")).isEqualTo(1);
    assertThat(pieces(shop.shipmentFrom(id, EAST)))
        .isEqualTo(Map.of(piece(CUP), 4, new Piece(CUP, CUP), 1));

    shop.commerce().orders().cancel(as(ALICE), id, "").orThrow();

    assertThat(shop.view(id).lines()).extracting(OrderView.Line::cancelled).containsExactly(2, 1);
    assertThat(available("cup")).isEqualTo(9);
    assertThat(shop.open(id).isZero()).isTrue();
    shop.assertStockIsWhole();
  }

  @Test
  void anItemByItselfIsCancelledWithoutTouchingTheBundle() {
    shop.stock("cup", EAST, 6).stock("pot", EAST, 1);
    OrderId id = shop.place(order().add("set", 1).add("cup", 2));

    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(CUP, 2)), "")
        .orThrow();

    assertThat(pieces(shop.shipment(id))).isEqualTo(Map.of(piece(CUP), 4, piece(POT), 1));
    assertThat(shop.view(id).payment().payable()).isEqualTo(Money.parse("USD 35.00"));
    Refusal more =
        refusal(
            shop.commerce()
                .orders()
                .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(CUP, 1)), ""));
    assertThat(more.code()).isEqualTo(Refusal.Code.WRONG_STATE);
  }

  @Test
  void aBundleOfWhichAPartIsOnTheTruckCannotBeCancelled() {
    shop.stock("cup", EAST, 4).stock("pot", WEST, 1);
    OrderId id = shop.place(order().add("set", 1));
    shop.bring(shop.shipmentFrom(id, WEST).id(), FulfillmentState.LOADED);

    Refusal refusal =
        refusal(
            shop.commerce()
                .orders()
                .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(SET, 1)), ""));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.WRONG_STATE);
    assertThat(refusal.message()).contains("1 units of set");
    assertThat(shop.level("cup", EAST).allocated()).isEqualTo(4);
  }

  @Test
  void aBundleComesBackWholeAndItsPriceIsRefunded() {
    shop.stock("cup", EAST, 8).stock("pot", WEST, 2);
    OrderId id = shop.place(order().add("set", 2));
    shop.bring(shop.shipmentFrom(id, EAST).id(), FulfillmentState.DELIVERED);

    assertThat(refusal(back(id, 1, "r1")).code()).isEqualTo(Refusal.Code.WRONG_STATE);

    shop.bring(shop.shipmentFrom(id, WEST).id(), FulfillmentState.DELIVERED);
    OrderView view = back(id, 1, "r2").orThrow();

    assertThat(view.lines().get(0).returned()).isEqualTo(1);
    assertThat(shop.refunded(id)).isEqualTo(Money.parse("USD 35.00"));
    assertThat(shop.level("cup", EAST).onHand()).isEqualTo(4);
    assertThat(shop.level("pot", WEST).onHand()).isEqualTo(1);
    assertThat(refusal(back(id, 2, "r3")).message()).contains("only 1 units of set");
  }

  private io.backroom.spi.value.Result<OrderView> back(OrderId id, int sets, String key) {
    return shop.commerce()
        .returns()
        .accept(
            TestShop.AGENT,
            new ReturnRequest(
                id,
                List.of(new OrderRequest.Item(SET, sets)),
                ReturnRequest.Disposition.RESTOCK,
                key,
                ""));
  }

  @Test
  void whatWasOrderedStaysWhatItIsWhenTheBundleIsChangedLater() {
    shop.stock("cup", EAST, 8).stock("pot", EAST, 2);
    OrderId id = shop.place(order().add("set", 1));
    shop.sell(Product.of("set", "A tea set", Money.parse("USD 35.00"), 0).bundling("cup", 2));

    shop.commerce()
        .orders()
        .cancelItems(as(ALICE), id, List.of(new OrderRequest.Item(SET, 1)), "")
        .orThrow();

    assertThat(shop.states(id)).containsExactly(FulfillmentState.CANCELLED);
    assertThat(available("cup")).isEqualTo(8);
    assertThat(available("pot")).isEqualTo(2);
  }

  @Test
  void aBundleOutOfStockSaysWhatIsThereInstead() {
    shop.sell(Product.of("tea-set-blue", "A tea set, blue", Money.parse("USD 36.00"), 900))
        .stock("tea-set-blue", EAST, 1)
        .stock("cup", EAST, 4)
        .expect("po", "pot", EAST, 1, Duration.ofDays(3));

    PlaceResult answer = shop.answer(order().add("set", 1));

    assertThat(answer)
        .isInstanceOfSatisfying(
            PlaceResult.OutOfStock.class,
            gone -> {
              Quote.Line line = gone.lines().get(0);
              assertThat(line.sku()).isEqualTo(SET);
              assertThat(line.returns()).contains(TestShop.OPENING.plus(Duration.ofDays(3)));
              assertThat(line.alternatives())
                  .extracting(instead -> instead.sku())
                  .contains(Sku.of("tea-set-blue"));
            });
  }

  @Test
  void anUnknownPartInTheMiddleOfAnOrderIsToldByNameAndNothingIsKept() {
    shop.sell(Product.of("odd", "Odd", Money.parse("USD 1.00"), 0).bundling("ghost", 1));
    shop.stock("cup", EAST, 9).stock("pot", EAST, 9);
    TestShop.Snapshot before = shop.snapshot();

    Refusal refusal = refusal(shop.answer(order().add("cup", 1).add("odd", 1).add("pot", 1)));

    assertThat(refusal.code()).isEqualTo(Refusal.Code.INVALID);
    assertThat(refusal.field()).isEqualTo("parts");
    assertThat(refusal.message()).contains("'ghost'").contains("'odd'");
    assertThat(shop.snapshot()).isEqualTo(before);
  }

  @Test
  void aPartNeedNotBeOnSaleByItself() {
    shop.commerce()
        .catalog()
        .put(SYSTEM, Product.of("pot", "A pot", Money.parse("USD 20.00"), 400).withdrawn())
        .orThrow();
    shop.stock("cup", EAST, 4).stock("pot", EAST, 1);

    shop.place(order().add("set", 1));

    assertThat(refusal(shop.answer(order().add("pot", 1))).field()).isEqualTo("sku");
  }

  @Test
  void aBundleOfBundlesIsRefused() {
    Product nested = Product.of("feast", "A feast", Money.parse("USD 99.00"), 0).bundling("set", 2);

    Refusal refusal = refusal(shop.commerce().catalog().put(SYSTEM, nested));

    assertThat(refusal.field()).isEqualTo("parts");
    assertThat(refusal.message()).contains("'set'").contains("'feast'");
  }

  @Test
  void aHostsOwnBundlesAreExplodedTooAndItsNestedOnesRefused() {
    Map<Sku, Product> theirs =
        List.of(
                Product.of("cup", "A cup", Money.parse("USD 5.00"), 200),
                Product.of("pair", "Two cups", Money.parse("USD 9.00"), 0).bundling("cup", 2),
                Product.of("four", "Two pairs", Money.parse("USD 17.00"), 0).bundling("pair", 2))
            .stream()
            .collect(Collectors.toMap(Product::sku, product -> product));
    UnaryOperator<io.backroom.CommerceBuilder> own =
        builder ->
            builder.products(
                skus ->
                    skus.stream()
                        .filter(theirs::containsKey)
                        .collect(Collectors.toMap(sku -> sku, theirs::get)));
    TestShop host = TestShop.open(own).stock("cup", EAST, 5);

    OrderId id = host.place(order().add("pair", 2));

    assertThat(host.shipment(id).lines().get(0).sku()).isEqualTo(CUP);
    assertThat(host.level("cup", EAST).allocated()).isEqualTo(4);
    Refusal refusal = refusal(host.answer(order().add("four", 1)));
    assertThat(refusal.field()).isEqualTo("parts");
    assertThat(refusal.message()).contains("'pair'").contains("'four'");
  }

  @Test
  void moreUnitsOfAPartThanAnyShelfHoldsAreRefused() {
    shop.sell(Product.of("box", "A box", Money.parse("USD 1.00"), 0).bundling("cup", 10_000));

    Refusal refusal = refusal(shop.answer(order().add("box", 1_001)));

    assertThat(refusal.field()).isEqualTo("quantity");
    assertThat(refusal.message()).contains("10010000 of cup");
  }

  @ParameterizedTest
  @ValueSource(strings = {"set", "cup"})
  void aBundleThatNamesItselfOrAPartTwiceIsInvalid(String part) {
    Product set = Product.of("set", "A set", Money.parse("USD 1.00"), 0).bundling("cup", 1);

    assertThatThrownBy(() -> set.bundling(part, 1))
        .isInstanceOfSatisfying(
            InvalidInputException.class, e -> assertThat(e.field()).isEqualTo("parts"));
  }

  /** Random bundles over random stock, in currencies of zero to three decimals. */
  @ParameterizedTest
  @ValueSource(strings = {"JPY", "USD", "BHD"})
  void theSharesOfShipmentsAddUpToTheTotalToTheMinorUnit(String code) {
    CurrencyUnit currency = CurrencyUnit.of(code);
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 100; round++) {
      Money shipping = Money.ofMinor(currency, random.nextInt(0, 700));
      TestShop small =
          TestShop.open(b -> b.currency(currency).shippingPrice((to, goods) -> shipping));
      Product bundle = Product.of("b", "A bundle", minor(currency, random, 0), 0);
      for (int part = 0; part < 4; part++) {
        String sku = "p" + part;
        small.sell(Product.of(sku, "A part", minor(currency, random, 0), 100));
        small.stock(sku, EAST, random.nextInt(1, 9)).stock(sku, WEST, random.nextInt(1, 9));
        small.expect("po" + part, sku, WEST, 100, Duration.ofDays(1));
        bundle = bundle.bundling(sku, random.nextInt(1, 4));
      }
      small.sell(bundle);
      int sets = random.nextInt(1, 6);
      OrderId id = small.place(order().add("b", sets).add("p0", 3).orBackorder());

      OrderView view = small.view(id);
      assertThat(view.payment().payable()).isEqualTo(view.total());
      Money lines =
          Money.total(
              view.shipments().stream()
                  .flatMap(shipment -> shipment.lines().stream())
                  .map(FulfillmentOrder.Line::amount)
                  .toList());
      assertThat(lines).isEqualTo(view.total());
      for (int cut = 0; cut < sets; cut++) {
        small
            .commerce()
            .orders()
            .cancelItems(SYSTEM, id, List.of(new OrderRequest.Item(Sku.of("b"), 1)), "")
            .orThrow();
      }
      small.commerce().orders().cancel(SYSTEM, id, "").orThrow();
      assertThat(small.view(id).payment().payable().isZero()).isTrue();
      small.assertStockIsWhole();
    }
  }

  private static Money minor(CurrencyUnit currency, SplittableRandom random, int least) {
    return Money.ofMinor(currency, random.nextInt(least, 1_000));
  }
}
