package io.backroom.testkit.simulation;

import io.backroom.Commerce;
import io.backroom.inventory.Lot;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.StockCommand;
import io.backroom.spi.inventory.StockLevel;
import io.backroom.spi.inventory.StockLine;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The people who keep the stock: they take in, announce, count, send and label. */
final class Stockroom {
  /** So many lots have their own names. */
  private static final int LOTS = 5;

  private static final int LATEST = 4;

  /** The lot that ends last. */
  private static final String LAST = "lot-9";

  private final Stage stage;
  private final Coverage coverage;
  private final List<Announced> receipts = new ArrayList<>();
  private final List<ReceiptId> sent = new ArrayList<>();

  /** What is to come in under a number, and where. */
  private record Announced(ReceiptId id, Sku sku, CenterId center) {}

  Stockroom(Stage stage, Coverage coverage) {
    this.stage = stage;
    this.coverage = coverage;
  }

  private CommandId key() {
    return CommandId.of(stage.newId());
  }

  private static StockLine some(Dice dice, int most) {
    return new StockLine(dice.of(Stage.SKUS), dice.of(Stage.CENTERS), dice.between(1, most));
  }

  String receive(Dice dice) {
    StockLine line = some(dice, 6);
    Optional<Announced> announced =
        !receipts.isEmpty() && dice.permille(700) ? Optional.of(known(dice)) : Optional.empty();
    if (announced.isPresent() && dice.permille(800)) {
      line = new StockLine(announced.get().sku(), announced.get().center(), line.quantity());
    }
    Optional<ReceiptId> receipt = announced.map(Announced::id);
    return coverage.answer(
        "receive", stage.node(dice).inventory().receive(Stage.WAREHOUSE, key(), line, receipt));
  }

  /** What was announced last is what people speak of. */
  private Announced known(Dice dice) {
    boolean late = receipts.size() > LATEST && dice.permille(600);
    return dice.of(late ? receipts.subList(receipts.size() - LATEST, receipts.size()) : receipts);
  }

  String expect(Dice dice) {
    Announced announced =
        new Announced(ReceiptId.of(stage.newId()), dice.of(Stage.SKUS), dice.of(Stage.CENTERS));
    if (!receipts.isEmpty() && dice.permille(500)) {
      Announced known = known(dice);
      boolean other = dice.permille(100);
      announced = other ? new Announced(known.id(), announced.sku(), known.center()) : known;
    } else {
      receipts.add(announced);
    }
    Instant when = stage.clock().instant().plus(Duration.ofHours(dice.between(-24, 24 * 14)));
    return coverage.answer(
        "expect",
        stage
            .node(dice)
            .inventory()
            .expect(
                Stage.SHOP,
                new StockCommand.Expect(
                    key(),
                    announced.id(),
                    announced.sku(),
                    announced.center(),
                    dice.below(8),
                    when)));
  }

  String adjust(Dice dice) {
    return coverage.answer(
        "adjust",
        stage
            .node(dice)
            .inventory()
            .adjust(
                Stage.WAREHOUSE,
                new StockCommand.Adjust(
                    key(),
                    dice.of(Stage.SKUS),
                    dice.of(Stage.CENTERS),
                    dice.between(-2, 3),
                    dice.between(-1, 1),
                    "counted")));
  }

  String count(Dice dice) {
    return coverage.answer(
        "count",
        stage
            .node(dice)
            .stockTaking()
            .count(
                Stage.WAREHOUSE,
                new StockCommand.Count(
                    key(),
                    dice.of(Stage.SKUS),
                    dice.of(Stage.CENTERS),
                    dice.below(20),
                    "counted")));
  }

  String transfer(Dice dice) {
    Commerce node = stage.node(dice);
    if (!sent.isEmpty() && dice.permille(200)) {
      return coverage.answer(
          "write-off",
          node.stockTaking().writeOff(Stage.WAREHOUSE, key(), dice.of(sent), "lost on the way"));
    }
    ReceiptId receipt = ReceiptId.of(stage.newId());
    StockLine line = some(dice, 3);
    CenterId to =
        dice.of(Stage.CENTERS.stream().filter(center -> !center.equals(line.center())).toList());
    receipts.add(new Announced(receipt, line.sku(), to));
    sent.add(receipt);
    Instant when = stage.clock().instant().plus(Duration.ofHours(dice.between(1, 48)));
    return coverage.answer(
        "transfer",
        node.stockTaking()
            .send(
                Stage.WAREHOUSE,
                new StockCommand.Transfer(key(), line, to, receipt, when),
                "more is sold there"));
  }

  String lots(Dice dice) {
    Commerce node = stage.node(dice);
    CenterId center = dice.of(Stage.CENTERS);
    String code = "lot-" + dice.below(LOTS);
    StockLine line = new StockLine(Stage.IN_LOTS, center, dice.between(1, 5));
    // The same for all who name the lot.
    Optional<Instant> end = Optional.of(VirtualClock.START.plus(ofLot(code)));
    return switch (dice.below(8)) {
      case 0, 1, 2 ->
          coverage.answer(
              "lot-receive",
              node.lots().receive(Stage.WAREHOUSE, key(), line, Optional.empty(), code, end));
      case 3, 4, 5 ->
          // Who labels compares counters with lots, and they differ while a crash is recovered
          // from.
          stage.weather().isUnsettled()
              ? "nobody labels today"
              : coverage.answer(
                  "lot-label",
                  node.lots().label(Stage.WAREHOUSE, key(), line, code, end, "labeled"));
      case 6 ->
          coverage.answer(
              "lot-count",
              node.lots()
                  .count(
                      Stage.WAREHOUSE,
                      key(),
                      Stage.IN_LOTS,
                      center,
                      code,
                      countedOf(node, center, code, dice),
                      "counted"));
      default ->
          dice.permille(400)
              ? coverage.answer(
                  "lot-recall",
                  node.lots().recall(Stage.WAREHOUSE, key(), Stage.IN_LOTS, code, "a bad smell"))
              : "nothing is wrong with " + code;
    };
  }

  /** Whatever is in no lot comes into the last one: only what is in a lot can be picked. */
  static void labelTheRest(Stage stage, Commerce node) {
    for (StockLevel level : stage.stores().inventory().levels(List.of(Stage.IN_LOTS))) {
      int labeled =
          node.lots().at(Stage.WAREHOUSE, Stage.IN_LOTS, level.center(), 100).orThrow().stream()
              .mapToInt(Lot::units)
              .sum();
      if (labeled < level.onHand()) {
        StockLine rest = new StockLine(level.sku(), level.center(), level.onHand() - labeled);
        Optional<Instant> end = Optional.of(VirtualClock.START.plus(ofLot(LAST)));
        CommandId key = CommandId.of(stage.newId());
        node.lots().label(Stage.WAREHOUSE, key, rest, LAST, end, "labeled").orThrow();
      }
    }
  }

  private static Duration ofLot(String code) {
    return Duration.ofDays(10L + 10L * (code.charAt(code.length() - 1) - '0'));
  }

  /** Mostly about what is there. */
  private static int countedOf(Commerce node, CenterId center, String code, Dice dice) {
    int there =
        node.lots().at(Stage.WAREHOUSE, Stage.IN_LOTS, center, 100).orThrow().stream()
            .filter(lot -> lot.code().equals(code))
            .mapToInt(Lot::units)
            .sum();
    return Math.max(0, there + dice.between(-1, 1));
  }
}
