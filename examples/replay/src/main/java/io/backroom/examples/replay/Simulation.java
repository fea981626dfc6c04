package io.backroom.examples.replay;

import io.backroom.examples.replay.data.Cancellation;
import io.backroom.examples.replay.data.Cancellation.Matched;
import io.backroom.examples.replay.data.Cancellations;
import io.backroom.examples.replay.data.Invoice;
import io.backroom.examples.replay.data.PriceChange;
import io.backroom.examples.replay.data.Product;
import io.backroom.examples.replay.data.World;
import io.backroom.examples.replay.report.ProgressBar;
import io.backroom.fulfillment.FulfillmentState;
import io.backroom.spi.value.Center;
import io.backroom.spi.value.Sku;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.joda.money.Money;

/** Runs the shop from its first day until the last parcel has arrived. */
final class Simulation {
  /** How often the host lets the library do what is due. */
  private static final Duration TICK = Duration.ofMinutes(10);

  /** How long after the last invoice parcels and receipts are waited for. */
  private static final int LAST_DAYS = 60;

  private static final Set<FulfillmentState> OVER =
      EnumSet.of(FulfillmentState.DELIVERED, FulfillmentState.CANCELLED);

  private final World world;
  private final List<Invoice> invoices;
  private final List<Cancellation> cancellations;
  private final Map<String, Long> prices = new HashMap<>();
  private final Agenda agenda = new Agenda();
  private final ProgressBar progress;
  private final LocalDate first;
  private final LocalDate last;
  private final Shop shop;
  private final Books books = new Books();
  private final Tally purchases = new Tally();
  private final FreightTrial freight;
  private final SuggestionTrial suggestions;
  private final Purchasing purchasing;
  private final SalesDesk sales;
  private final CancellationDesk returns;
  private final ChangeOfMind changes;
  private final Warehouse warehouse;
  private final Carrier carrier;
  private final Bank bank;
  private final Letters letters;
  private final CallBacks callBacks;
  private long done;
  private boolean over;

  Simulation(World world, List<Invoice> invoices, long seed, ProgressBar progress) {
    this.world = world;
    this.invoices = invoices;
    this.progress = progress;
    this.cancellations = Cancellations.match(invoices);
    this.first = invoices.get(0).day();
    this.last = invoices.get(invoices.size() - 1).day();
    Chance chance = new Chance(seed);
    shop = Shop.open(at(first, 0, 0), chance);
    Map<Sku, Integer> grams =
        world.products().stream().collect(Collectors.toMap(p -> Sku.of(p.sku()), Product::grams));
    freight = new FreightTrial(shop, grams);
    suggestions = new SuggestionTrial(shop, books);
    Demand demand = new Demand(invoices);
    purchasing = new Purchasing(shop, books, demand, chance, agenda, purchases);
    sales = new SalesDesk(shop, books, chance, purchasing, freight, suggestions);
    returns = new CancellationDesk(shop, books, chance, purchasing);
    changes = new ChangeOfMind(shop, books, chance, purchasing);
    carrier = new Carrier(shop, books, chance, agenda, returns::delivered);
    warehouse = new Warehouse(shop, books, carrier, grams);
    bank = new Bank(shop, chance, agenda);
    letters = new Letters(shop, chance, agenda, bank.tally());
    callBacks = new CallBacks(shop, chance, warehouse::waitsForMoney);
  }

  private static Instant at(LocalDate day, int hour, int minute) {
    return day.atTime(hour, minute).toInstant(ZoneOffset.UTC);
  }

  /** Runs all of it. */
  void run() {
    for (Product product : world.products()) {
      put(product, product.openingPricePence());
    }
    purchasing.open(world.products(), first);
    scheduleInvoices();
    scheduleDay(first);
    agenda.at(at(first, 0, 10), this::tick);
    Optional<Agenda.Item> next = agenda.next();
    while (next.isPresent()) {
      shop.clock().moveTo(next.get().at());
      next.get().action().run();
      bank.look();
      letters.look();
      next = over ? Optional.empty() : agenda.next();
    }
    shop.commerce().close();
    progress.finish();
  }

  private void scheduleInvoices() {
    Map<Invoice, List<Matched>> matched = new java.util.LinkedHashMap<>();
    for (Cancellation cancellation : cancellations) {
      if (cancellation instanceof Matched one) {
        matched.computeIfAbsent(one.invoice(), invoice -> new ArrayList<>()).add(one);
      }
    }
    for (Invoice invoice : invoices) {
      if (invoice.cancellation()) {
        List<Matched> lines = matched.getOrDefault(invoice, List.of());
        agenda.at(invoice.time(), () -> returns.takeBack(lines));
      } else {
        sales
            .fillsCart(invoice)
            .ifPresent(
                before -> agenda.at(invoice.time().minus(before), () -> sales.fillCart(invoice)));
        agenda.at(invoice.time(), () -> sell(invoice));
      }
    }
  }

  private void sell(Invoice invoice) {
    sales.sell(invoice);
    for (Sale sale : books.salesOf(invoice.number())) {
      changes
          .thinksAgain(sale)
          .ifPresent(
              later ->
                  agenda.at(shop.clock().instant().plus(later), () -> changes.change(sale.id())));
    }
    progress.update(++done, invoice.day());
  }

  private void tick() {
    shop.commerce().runDue();
    warehouse.look();
    shop.stops().look(shop.commerce().fulfillment());
    changes.look();
    agenda.at(shop.clock().instant().plus(TICK), this::tick);
  }

  private void scheduleDay(LocalDate day) {
    agenda.at(at(day, 6, 0), () -> open(day));
    agenda.at(at(day, 10, 0), warehouse::wave);
    agenda.at(at(day, 16, 0), warehouse::wave);
    agenda.at(at(day, 18, 0), warehouse::truck);
    for (int hour = 9; hour <= 19; hour += 2) {
      agenda.at(at(day, hour, 30), callBacks::look);
    }
    agenda.at(at(day, 23, 59), () -> close(day));
  }

  private void open(LocalDate day) {
    Map<String, Product> bySku = new HashMap<>();
    for (PriceChange change : world.prices().changesOn(day)) {
      if (bySku.isEmpty()) {
        world.products().forEach(product -> bySku.put(product.sku(), product));
      }
      Optional.ofNullable(bySku.get(change.sku()))
          .ifPresent(product -> put(product, change.pricePence()));
    }
    if (!day.isAfter(last)) {
      purchasing.review(world.products(), day);
    }
    if (day.getDayOfWeek() == DayOfWeek.MONDAY || day.getDayOfWeek() == DayOfWeek.THURSDAY) {
      purchasing.rush(day);
    }
  }

  private void put(Product product, long pence) {
    prices.put(product.sku(), pence);
    String name = product.name().isBlank() ? product.sku() : product.name();
    shop.commerce()
        .catalog()
        .put(
            Shop.BACK_OFFICE,
            io.backroom.spi.value.Product.of(
                product.sku(), name, Money.ofMinor(ShopTerms.POUNDS, pence), product.grams()))
        .orThrow();
  }

  private void close(LocalDate day) {
    books.stock().endOfDay(day);
    over = (day.isAfter(last) && isQuiet()) || day.isAfter(last.plusDays(LAST_DAYS));
    if (!over) {
      scheduleDay(day.plusDays(1));
    }
  }

  /** Nothing waits for goods, for money or for a carrier any more. */
  private boolean isQuiet() {
    for (Center center : ShopTerms.CENTERS) {
      for (FulfillmentState state : EnumSet.complementOf(EnumSet.copyOf(OVER))) {
        boolean some =
            !shop.commerce()
                .fulfillment()
                .list(Shop.WAREHOUSE, center.id(), state, 1)
                .orThrow()
                .isEmpty();
        if (some) {
          return false;
        }
      }
    }
    return true;
  }

  /** The result, once it has run. */
  Outcome outcome() {
    List<Final> orders =
        books.sales().values().stream()
            .map(
                sale ->
                    new Final(
                        sale,
                        shop.commerce().orders().find(Shop.AGENT, sale.id()).orThrow(),
                        shop.commerce().orders().history(Shop.AGENT, sale.id()).orThrow()))
            .toList();
    return new Outcome(
        shop,
        books,
        orders,
        invoices,
        cancellations,
        world,
        prices,
        purchases,
        freight,
        suggestions,
        purchasing,
        sales.tally(),
        sales.carts(),
        returns,
        changes.tally(),
        carrier,
        bank.tally(),
        callBacks.tally());
  }
}
