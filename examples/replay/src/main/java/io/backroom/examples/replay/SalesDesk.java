package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.Line;
import io.backroom.examples.replay.data.Place;
import io.backroom.examples.replay.data.Places;
import io.backroom.examples.replay.data.SalesChannel;
import io.backroom.examples.replay.data.SalesChannels;
import io.backroom.order.OrderRequest;
import io.backroom.order.OrderRequest.WhenShort;
import io.backroom.order.OrderView;
import io.backroom.order.PlaceResult;
import io.backroom.order.Quote;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.value.Address;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import io.backroom.spi.value.Customer;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Sku;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.joda.money.Money;

/** Orders what the invoices say, each at its own time, on its own channel. */
final class SalesDesk {
  private static final double PHONE = 0.2;
  private static final double STORE = 0.1;
  private static final double REFUSES_BACKORDERS = 0.08;
  private static final double WALKS_AWAY = 0.4;
  private static final double SENT_TWICE = 0.01;
  private static final double ASKS_FIRST = 0.1;
  private static final double GUEST_WITH_RECORD = 0.5;

  private final Shop shop;
  private final Books books;
  private final Chance chance;
  private final Purchasing purchasing;
  private final FreightTrial freight;
  private final SuggestionTrial suggestions;
  private final Places places;
  private final SalesChannels channels;
  private final Carts carts;
  private final Tally tally = new Tally();
  private final Set<String> known = new HashSet<>();

  /** One order to be: a part of an invoice, and how it is asked for. */
  private record Attempt(Invoice invoice, Caller caller, OrderRequest request) {
    Attempt with(OrderRequest other) {
      return new Attempt(invoice, caller, other);
    }
  }

  SalesDesk(
      Shop shop,
      Books books,
      Chance chance,
      Purchasing purchasing,
      FreightTrial freight,
      SuggestionTrial suggestions) {
    this.shop = shop;
    this.books = books;
    this.chance = chance;
    this.purchasing = purchasing;
    this.freight = freight;
    this.suggestions = suggestions;
    this.carts = new Carts(shop, books, chance);
    this.places = new Places(chance.seed());
    this.channels = new SalesChannels(chance.seed(), PHONE, STORE);
  }

  Tally tally() {
    return tally;
  }

  /** Returns how long before its order a cart is filled; empty if nothing is held for it. */
  Optional<Duration> fillsCart(Invoice invoice) {
    boolean onTheWeb = channel(channels.of(invoice, places.of(invoice))) == Channel.WEB;
    return onTheWeb ? carts.before(invoice) : Optional.empty();
  }

  void fillCart(Invoice invoice) {
    carts.fill(invoice, ShopTerms.address(places.of(invoice)), items(invoice.lines()));
  }

  Tally carts() {
    return carts.tally();
  }

  void sell(Invoice invoice) {
    Place place = places.of(invoice);
    Channel channel = channel(channels.of(invoice, place));
    CustomerId customer = CustomerId.of(invoice.buyer());
    welcome(invoice, customer);
    Caller caller =
        channel == Channel.WEB
            ? Caller.customer(customer, channel)
            : Caller.agent("agent-" + channel.name().toLowerCase(java.util.Locale.ROOT), channel);
    suggestions.before(invoice, caller, customer);
    List<Line> lines = invoice.lines();
    int part = 0;
    for (int from = 0; from < lines.size(); from += OrderRequest.ITEMS_MAX) {
      part++;
      String key = part == 1 ? invoice.number() : invoice.number() + "-" + part;
      List<Line> some = lines.subList(from, Math.min(lines.size(), from + OrderRequest.ITEMS_MAX));
      order(new Attempt(invoice, caller, request(invoice, ShopTerms.address(place), some, key)));
    }
    suggestions.after(invoice);
  }

  private static Channel channel(SalesChannel channel) {
    return switch (channel) {
      case WEB -> Channel.WEB;
      case PHONE -> Channel.PHONE;
      case STORE -> Channel.STORE;
    };
  }

  /** A customer has a record and agrees to recommendations; a guest has none, or did not agree. */
  private void welcome(Invoice invoice, CustomerId customer) {
    boolean guest = invoice.customer().isEmpty();
    boolean hasRecord = !guest || chance.happens(GUEST_WITH_RECORD, "guest", customer);
    if (!hasRecord || !known.add(customer.value())) {
      return;
    }
    Customer.Consent consent = guest ? Customer.Consent.WITHHELD : Customer.Consent.GIVEN;
    String mail = customer + "@customers.example";
    shop.commerce()
        .customers()
        .put(Shop.BACK_OFFICE, new Customer(customer, "Customer " + customer, mail, "", consent))
        .orThrow();
  }

  private OrderRequest request(Invoice invoice, Address to, List<Line> lines, String key) {
    boolean refuses = chance.happens(REFUSES_BACKORDERS, "refuses", invoice.number());
    return new OrderRequest(
        CustomerId.of(invoice.buyer()),
        to,
        items(lines),
        InstrumentRef.of("card-of-" + invoice.buyer()),
        refuses ? WhenShort.REFUSE : WhenShort.BACKORDER,
        Optional.of(key),
        Optional.empty(),
        OrderRequest.PRIORITY,
        carts.of(invoice),
        Optional.empty(),
        Optional.empty());
  }

  private static List<OrderRequest.Item> items(List<Line> lines) {
    return lines.stream()
        .map(line -> new OrderRequest.Item(Sku.of(line.sku()), line.quantity()))
        .toList();
  }

  private void order(Attempt first) {
    tally.add("asked orders");
    tally.add("asked lines", first.request().items().size());
    tally.add("asked units", units(first.request()));
    boolean held = first.request().hold().isPresent();
    boolean inTime = carts.isHeld(first.invoice());
    if (!held) {
      freight.picture(first.request());
      tally.add("asked units, pictured", units(first.request()));
      tally.add("asked units in stock", freight.unitsInStock());
    }
    Attempt attempt = quoted(first);
    PlaceResult result = shop.commerce().orders().place(attempt.caller(), attempt.request());
    if (held) {
      carts.ordered(first.invoice(), inTime, result instanceof PlaceResult.OutOfStock);
    }
    if (result instanceof PlaceResult.OutOfStock gone) {
      outOfStock(attempt, gone);
    } else {
      take(attempt, result);
    }
  }

  /** Some look at the total first and order at that price only. */
  private Attempt quoted(Attempt attempt) {
    OrderRequest request = attempt.request();
    if (!chance.happens(ASKS_FIRST, "asks first", request.key())) {
      return attempt;
    }
    Quote quote = shop.commerce().orders().quote(attempt.caller(), request).orThrow();
    tally.add("quotes");
    return attempt.with(with(request, request.items(), request.key(), Optional.of(quote.total())));
  }

  /** Who does not walk away takes what can be had. */
  private void outOfStock(Attempt attempt, PlaceResult.OutOfStock gone) {
    OrderRequest request = attempt.request();
    tally.add("out of stock");
    tally.add("lines short", gone.lines().size());
    for (Quote.Line line : gone.lines()) {
      tally.add("lines short, with alternatives", line.alternatives().isEmpty() ? 0 : 1);
      tally.add("lines short, with a return date", line.returns().isPresent() ? 1 : 0);
    }
    List<OrderRequest.Item> rest = possible(request, gone);
    String key = request.key().orElseThrow();
    if (rest.isEmpty() || chance.happens(WALKS_AWAY, "walks away", key)) {
      tally.add(
          request.whenShort() == WhenShort.REFUSE
              ? "walked away: would not wait for a backorder"
              : "walked away: not to be had at all");
      tally.add("units lost", units(request));
      return;
    }
    OrderRequest less = with(request, rest, Optional.of(key + "-rest"), Optional.empty());
    tally.add("took the rest");
    tally.add("units lost", units(request) - units(less));
    freight.picture(less);
    take(attempt.with(less), shop.commerce().orders().place(attempt.caller(), less));
  }

  private static List<OrderRequest.Item> possible(
      OrderRequest request, PlaceResult.OutOfStock gone) {
    Map<Sku, Integer> most = new HashMap<>();
    for (Quote.Line line : gone.lines()) {
      int later = request.whenShort() == WhenShort.BACKORDER ? line.backordered() : 0;
      most.put(line.sku(), line.inStock() + later);
    }
    List<OrderRequest.Item> items = new ArrayList<>();
    for (OrderRequest.Item item : request.items()) {
      int units = Math.min(item.quantity(), most.getOrDefault(item.sku(), item.quantity()));
      if (units > 0) {
        items.add(new OrderRequest.Item(item.sku(), units));
      }
    }
    return items;
  }

  private void take(Attempt attempt, PlaceResult result) {
    if (result instanceof PlaceResult.Placed placed) {
      book(attempt, placed.order());
    } else if (result instanceof PlaceResult.Refused refused) {
      tally.add("refused: " + refused.refusal().code());
      books.fault("order " + attempt.request().key().orElse("") + ": " + refused.refusal());
    } else {
      tally.add("refused: out of stock again");
      books.fault("order " + attempt.request().key().orElse("") + " took the rest, in vain");
    }
  }

  private void book(Attempt attempt, OrderView order) {
    Sale sale = Sale.of(attempt.invoice(), known.contains(attempt.invoice().buyer()), order);
    books.placed(sale);
    sale.units().forEach(purchasing::sold);
    tally.add("placed on " + sale.channel());
    tally.add("placed");
    tally.add("placed lines", sale.units().size());
    tally.add("placed units", sale.units().values().stream().mapToInt(Integer::intValue).sum());
    if (attempt.request().hold().isEmpty()) {
      // What is held for the buyer themselves is not in the picture of the stock.
      freight.placed(attempt.request(), sale);
    }
    if (chance.happens(SENT_TWICE, "sent twice", attempt.request().key())) {
      sendAgain(attempt, sale);
    }
  }

  private void sendAgain(Attempt attempt, Sale sale) {
    tally.add("sent twice");
    PlaceResult again = shop.commerce().orders().place(attempt.caller(), attempt.request());
    boolean same =
        again instanceof PlaceResult.Placed placed && placed.order().id().equals(sale.id());
    if (!same) {
      books.fault("order " + sale.id() + " sent twice was answered " + again);
    }
  }

  private static long units(OrderRequest request) {
    return request.items().stream().mapToLong(OrderRequest.Item::quantity).sum();
  }

  private static OrderRequest with(
      OrderRequest request,
      List<OrderRequest.Item> items,
      Optional<String> key,
      Optional<Money> shown) {
    return new OrderRequest(
        request.customer(),
        request.destination(),
        items,
        request.instrument(),
        request.whenShort(),
        key,
        shown,
        request.priority(),
        request.hold(),
        request.wantedBy(),
        request.option());
  }
}
