package io.backroom.examples.replay;

import io.backroom.Commerce;
import io.backroom.memory.InMemoryInventoryStore;
import io.backroom.memory.SimulatedPaymentProvider;
import io.backroom.recommendation.LearningTerms;
import io.backroom.spi.value.Caller;
import io.backroom.spi.value.Channel;
import java.time.Duration;
import java.time.Instant;

/**
 * The shop under test and what the host keeps of it: its clock, its stores, its provider.
 *
 * @param commerce the library
 * @param clock the virtual time
 * @param stock the counters of the stock
 * @param provider who moves the money
 * @param cards what goes wrong with it
 * @param mailbox where messages arrive
 * @param stops who is asked to stop with a parcel
 */
record Shop(
    Commerce commerce,
    VirtualClock clock,
    InMemoryInventoryStore stock,
    SimulatedPaymentProvider provider,
    Cards cards,
    Mailbox mailbox,
    Stops stops) {
  static final Caller BACK_OFFICE = Caller.system("back-office");
  static final Caller WAREHOUSE = Caller.warehouse("warehouse");
  static final Caller AGENT = Caller.agent("agent", Channel.PHONE);

  static Shop open(Instant start, Chance chance) {
    VirtualClock clock = new VirtualClock(start);
    InMemoryInventoryStore stock = new InMemoryInventoryStore();
    Cards cards = new Cards(chance);
    SimulatedPaymentProvider provider =
        new SimulatedPaymentProvider(clock, SimulatedPaymentProvider.PROFILE, cards);
    Mailbox mailbox = new Mailbox(chance);
    Stops stops = new Stops(chance, clock);
    var builder =
        Commerce.builder()
            .currency(ShopTerms.POUNDS)
            .clock(clock)
            .ids(new CountedIds())
            .inventory(stock)
            .payments(provider)
            .notifier(mailbox)
            .warehouse(stops)
            .shippingCost(ShopTerms.FREIGHT)
            .shippingPrice(ShopTerms::shippingPrice)
            .tax(ShopTerms::tax)
            // A year is played in minutes: once a day is as often as a night's work would be.
            .learning(LearningTerms.DEFAULT.refitAfter(Duration.ofDays(1)));
    ShopTerms.CENTERS.forEach(builder::center);
    return new Shop(builder.build(), clock, stock, provider, cards, mailbox, stops);
  }
}
