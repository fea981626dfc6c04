package io.backroom.order;

import io.backroom.fulfillment.Detours;
import io.backroom.fulfillment.FulfillmentOrder;
import io.backroom.fulfillment.FulfillmentOrder.Piece;
import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Shares;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.CardNumbers;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/**
 * The stored change of an order: decided when it was confirmed, applied whole or not at all.
 *
 * @param unpaid the shipments whose larger or new amounts are still to be authorized
 * @param difference what the order costs more
 * @param asFarAsPossible a shipment that cannot be recalled is left out, instead of ending all
 * @param rejected what centers have said meanwhile that do not ship what it cancels; empty if none
 */
record ChangeRecord(
    String id,
    OrderId order,
    Caller caller,
    String reason,
    ChangeView.State state,
    Instant begunAt,
    Instant until,
    Content content,
    Money difference,
    List<String> unpaid,
    boolean asFarAsPossible,
    Optional<List<Detours.Rejected>> rejected) {

  static final String BY_ORDER = "order";

  static final DocumentType<ChangeRecord> TYPE =
      new DocumentType<>(
          "order-change",
          ChangeRecord.class,
          ChangeRecord::id,
          change -> List.of(new IndexEntry(BY_ORDER, change.order() + "|" + change.id())));

  /** Units that a shipment loses. */
  record Cut(String shipment, Piece piece, int units) {}

  /** What a shipment costs more or less because of the way that it goes. */
  record Reprice(String shipment, Money difference) {}

  /**
   * A shipment whose goods leave from another center, as one of those that are added.
   *
   * @param difference what it costs more or less because of the way that it goes
   */
  record Move(String from, String to, Money difference) {}

  /**
   * What is changed.
   *
   * @param destination where the redirected shipments go; empty if they go where they were to go
   * @param option the option by which they are sent; empty if it stays
   * @param added the new shipments, as they will be
   * @param lines the units in them that the order did not have before, as items of the order
   * @param moves which of them take the place of others; empty if none does
   */
  record Content(
      Optional<Address> destination,
      Optional<String> option,
      List<String> redirected,
      List<Cut> cuts,
      List<Reprice> repriced,
      List<FulfillmentOrder> added,
      List<OrderView.Line> lines,
      Optional<List<Move>> moves) {
    Content {
      redirected = List.copyOf(redirected);
      cuts = List.copyOf(cuts);
      repriced = List.copyOf(repriced);
      added = List.copyOf(added);
      lines = List.copyOf(lines);
      moves = moves.map(List::copyOf);
    }

    static Content cutting(List<Cut> cuts) {
      return new Content(
          Optional.empty(),
          Optional.empty(),
          List.of(),
          cuts,
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());
    }

    /** A way, and nothing else so far. */
    static Content going(Optional<Address> destination, Optional<String> option) {
      return new Content(
          destination,
          option,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());
    }

    Content with(List<Cut> own) {
      return new Content(destination, option, redirected, own, repriced, added, lines, moves);
    }

    Content with(List<String> shipments, List<Reprice> costs) {
      return new Content(destination, option, shipments, cuts, costs, added, lines, moves);
    }

    Content adding(List<FulfillmentOrder> more, List<OrderView.Line> moreLines) {
      return new Content(destination, option, redirected, cuts, repriced, more, moreLines, moves);
    }

    /** The same with one more shipment that takes the place of another. */
    Content moving(List<Cut> whole, FulfillmentOrder anew, Move move) {
      List<Cut> allCuts = new ArrayList<>(cuts);
      allCuts.addAll(whole);
      List<FulfillmentOrder> all = new ArrayList<>(added);
      all.add(anew);
      List<Move> allMoves = new ArrayList<>(moved());
      allMoves.add(move);
      return new Content(
          destination, option, redirected, allCuts, repriced, all, lines, Optional.of(allMoves));
    }

    List<Move> moved() {
      return moves.orElse(List.of());
    }

    boolean goesOtherwise() {
      return destination.isPresent() || option.isPresent();
    }

    /** How everything goes that has not left. */
    Way way(Way before) {
      return new Way(destination.orElse(before.to()), option.or(before::option));
    }

    /** The existing shipments that it changes. */
    Set<String> touched() {
      Set<String> all = new LinkedHashSet<>(redirected);
      cuts.forEach(cut -> all.add(cut.shipment()));
      return all;
    }

    Map<Piece, Integer> cuts(String shipment) {
      Map<Piece, Integer> own = new HashMap<>();
      cuts.stream()
          .filter(cut -> cut.shipment().equals(shipment))
          .forEach(cut -> own.merge(cut.piece(), cut.units(), Integer::sum));
      return own;
    }

    /** What the lines of a shipment cost once it is changed, in their order. */
    List<Money> amounts(FulfillmentOrder shipment) {
      Map<Piece, Integer> own = cuts(shipment.id());
      List<Money> left = new ArrayList<>();
      for (FulfillmentOrder.Line line : shipment.lines()) {
        int cut = own.getOrDefault(line.piece(), 0);
        if (cut < line.quantity()) {
          Money part = Shares.ofUnits(line.amount(), line.quantity(), line.quantity() - cut, cut);
          left.add(line.amount().minus(part));
        }
      }
      Optional<Money> more =
          repriced.stream()
              .filter(reprice -> reprice.shipment().equals(shipment.id()))
              .map(Reprice::difference)
              .findFirst();
      return more.isEmpty() || left.isEmpty() ? left : spread(left, more.get());
    }

    private static List<Money> spread(List<Money> amounts, Money more) {
      List<Long> weights = amounts.stream().map(Money::getAmountMinorLong).toList();
      List<Money> parts = Shares.byLargestRemainder(more.abs(), weights);
      List<Money> all = new ArrayList<>();
      for (int i = 0; i < amounts.size(); i++) {
        all.add(
            more.isNegative()
                ? amounts.get(i).minus(parts.get(i))
                : amounts.get(i).plus(parts.get(i)));
      }
      return all;
    }

    Content without(String shipment) {
      return new Content(
          destination,
          option,
          redirected.stream().filter(id -> !id.equals(shipment)).toList(),
          cuts.stream().filter(cut -> !cut.shipment().equals(shipment)).toList(),
          repriced.stream().filter(reprice -> !reprice.shipment().equals(shipment)).toList(),
          added,
          lines,
          moves);
    }

    boolean changesNothing() {
      return touched().isEmpty() && added.isEmpty();
    }
  }

  ChangeRecord {
    reason = CardNumbers.mask(reason);
    unpaid = List.copyOf(unpaid);
    rejected = rejected.map(List::copyOf);
  }

  List<Detours.Rejected> rejections() {
    return rejected.orElse(List.of());
  }

  /** The same with what was said last of a shipment that its center does not ship. */
  ChangeRecord noting(Detours.Rejected news) {
    List<Detours.Rejected> all = new ArrayList<>(rejections());
    all.removeIf(old -> news.whole() && old.shipment().equals(news.shipment()));
    all.add(news);
    return with(state, content, unpaid, difference, Optional.of(all));
  }

  Optional<ReservationId> reservation() {
    return content.added().stream().map(FulfillmentOrder::reservation).findFirst();
  }

  boolean adds(String shipment) {
    return content.added().stream().anyMatch(added -> added.id().equals(shipment));
  }

  ChangeRecord in(ChangeView.State next) {
    return with(next, content, unpaid);
  }

  ChangeRecord paying(List<String> open) {
    return with(ChangeView.State.PAYING, content, open);
  }

  ChangeRecord paid(String shipment) {
    return with(state, content, unpaid.stream().filter(id -> !id.equals(shipment)).toList());
  }

  /** The same of less, with what the order costs more by that. */
  ChangeRecord with(Content less, Money costs) {
    Optional<List<Detours.Rejected>> left =
        rejected.map(
            all -> all.stream().filter(own -> less.touched().contains(own.shipment())).toList());
    return with(state, less, unpaid, costs, left);
  }

  private ChangeRecord with(ChangeView.State next, Content changed, List<String> open) {
    return with(next, changed, open, difference, rejected);
  }

  private ChangeRecord with(
      ChangeView.State next,
      Content changed,
      List<String> open,
      Money costs,
      Optional<List<Detours.Rejected>> said) {
    return new ChangeRecord(
        id,
        order,
        caller,
        reason,
        next,
        begunAt,
        until,
        changed,
        costs,
        open,
        asFarAsPossible,
        said);
  }

  ChangeView view() {
    return new ChangeView(id, order, state, caller, reason, begunAt, until, difference);
  }
}
