package io.backroom.order;

import io.backroom.fulfillment.Promise;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.OrderId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An order as somebody asks for it on the phone: where everything is, why, what comes next, and
 * what can be done about it.
 *
 * @param order which order
 * @param state where it stands
 * @param since since when
 * @param stage where its least advanced shipment is
 * @param delivered how many of its shipments the customer has
 * @param parcels how many shipments it has that are not cancelled
 * @param complete when all that is not yet with the customer will be, as far as is known now; empty
 *     if nobody knows, or nothing is on its way
 * @param next what comes next for what is least advanced
 * @param shipments every shipment
 * @param offers what the caller may have done now: none of it would be refused at this moment
 */
public record OrderStatus(
    OrderId order,
    OrderState state,
    Instant since,
    Stage stage,
    int delivered,
    int parcels,
    Optional<Instant> complete,
    Next next,
    List<Shipment> shipments,
    List<Offer> offers) {
  /** Copies the lists. */
  public OrderStatus {
    shipments = List.copyOf(shipments);
    offers = List.copyOf(offers);
  }

  /**
   * Where a shipment is.
   *
   * @param id the fulfillment order's id
   * @param center which center sends it
   * @param stage where it is
   * @param since since when; for what the carrier says, since it happened
   * @param place where the carrier has seen it last; empty if it did not say
   * @param promise when it is to arrive: as first told, as known now, and why
   * @param moves each time the date moved, the oldest first
   * @param next what comes next
   * @param by when that is to have happened, where it is known
   * @param tracking the carrier's number of the parcel
   */
  public record Shipment(
      String id,
      CenterId center,
      Stage stage,
      Instant since,
      String place,
      Promise promise,
      List<Move> moves,
      Next next,
      Optional<Instant> by,
      Optional<String> tracking) {
    /** Copies the moves. */
    public Shipment {
      moves = List.copyOf(moves);
    }
  }

  /**
   * A date that moved.
   *
   * @param at when it was told
   * @param from when the shipment was to arrive before; empty if nobody knew
   * @param to when it is to arrive from then on; empty if nobody knows
   * @param why why, for people
   */
  public record Move(Instant at, Optional<Instant> from, Optional<Instant> to, String why) {}

  /** Where a shipment is, as its customer thinks of it, in the order of its way. */
  public enum Stage {
    /** Its goods are still to come in. */
    WAITS_FOR_GOODS,
    /** Its goods are there, and it is being paid for. */
    WAITS_FOR_PAYMENT,
    /** It is paid for, and the warehouse has it on its list. */
    READY,
    /** Somebody collects or packs it. */
    IN_WORK,
    /** It is packed and waits for the truck. */
    WAITS_FOR_TRUCK,
    /** It is on the truck. */
    LOADED,
    /** The carrier has it and has not said more. */
    HANDED_OVER,
    /** The carrier has it on the road. */
    ON_ITS_WAY,
    /** It is at customs. */
    AT_CUSTOMS,
    /** The carrier says that it comes later. */
    DELAYED,
    /** Customs keep it until somebody does something. */
    HELD,
    /** Something is wrong on the way. */
    IN_TROUBLE,
    /** The carrier was there and nobody took it. */
    ATTEMPTED,
    /** The last truck has it. */
    OUT_FOR_DELIVERY,
    /** The customer can fetch it. */
    READY_FOR_PICKUP,
    /** It comes back to the shop. */
    RETURNING,
    /** It has come back to the shop. */
    RETURNED,
    /** The customer has it. */
    DELIVERED,
    /** It is not sent. */
    CANCELLED
  }

  /** What comes next. */
  public enum Next {
    /** Its goods come in. */
    GOODS_COME_IN,
    /** The customer says whether they wait longer; otherwise it is cancelled. */
    CUSTOMER_AGREES,
    /** The bank or the shop goes on with the payment. */
    PAYMENT_GOES_ON,
    /** The customer confirms at their bank, or somebody pays otherwise. */
    SOMEBODY_PAYS,
    /** The warehouse says whether it can stop. */
    WAREHOUSE_ANSWERS,
    /** The warehouse goes on. */
    WAREHOUSE_GOES_ON,
    /** The amount is captured and the truck leaves. */
    TRUCK_LEAVES,
    /** The carrier brings it. */
    CARRIER_BRINGS,
    /** The customer fetches it. */
    CUSTOMER_FETCHES,
    /** The carrier says what became of it. */
    CARRIER_EXPLAINS,
    /** It comes back to the shop. */
    PARCEL_COMES_BACK,
    /** It is back or lost, and the shop sends it again or pays it back. */
    SHOP_DECIDES,
    /** Nothing, unless goods come back. */
    NOTHING
  }

  /**
   * Something that the caller may have done.
   *
   * @param what what
   * @param money what it would do to the customer's money; empty where that depends on what is
   *     asked for, and a preview tells
   * @param recalls the shipments for which the warehouse would be asked first
   * @param second whether another person would have to approve it first
   */
  public record Offer(
      What what, Optional<MoneyEffect> money, List<String> recalls, boolean second) {
    /** Copies the list. */
    public Offer {
      recalls = List.copyOf(recalls);
    }
  }

  /** What may be done with an order. */
  public enum What {
    /** Cancel all that has not left: {@link Orders#cancel}. */
    CANCEL,
    /** Change it: {@link Orders#previewChange}, {@link Orders#confirmChange}. */
    CHANGE,
    /** Take back the change that is open: {@link Orders#withdrawChange}. */
    WITHDRAW_CHANGE,
    /** Agree to what is late: {@link Orders#answerDelay}. */
    AGREE_TO_DELAY,
    /** Have what is late cancelled: {@link Orders#answerDelay}. */
    REFUSE_DELAY,
    /** Pay what was refused or waits, by another instrument: {@link Orders#pay}. */
    PAY,
    /** Have it served before or after others: {@link Orders#prioritize}. */
    PRIORITIZE,
    /** Give back all that was delivered and not given back yet. */
    RETURN
  }
}
