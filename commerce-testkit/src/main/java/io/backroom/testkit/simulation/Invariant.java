package io.backroom.testkit.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** What must never be otherwise, whatever happens. */
enum Invariant {
  /** No unit is promised twice. */
  S1("no oversell"),
  /** Every unit is accounted for: counters, movements and reservations tell one story. */
  S2("conservation of stock"),
  /** No hold outlives its time by more than a sweep. */
  S3("holds end"),
  /** What is kept is kept for an order that waits for it. */
  S4("stock follows the orders"),
  /** Nobody holds more than the shop allows. */
  S5("caps on holds"),
  /** A lot has no more units than there are, and no more in parcels than it has. */
  S6("lots are of what is there"),
  /** At most one live authorization for each shipment; never captured more than it costs. */
  P1("no double charge"),
  /** Refunded is at most captured, captured at most approved. */
  P2("no money from nowhere"),
  /** What waits for goods ties up nobody's credit. */
  P3("credit is not tied up"),
  /** Nothing leaves that was not captured. */
  P4("paid before it leaves"),
  /** In the end no authorization is open for an order that is closed, or for none. */
  P5("no orphan"),
  /** A closed order stays closed. */
  P7("closed stays closed"),
  /** What is open has somebody who goes on with it. */
  P8("unknown has an owner"),
  /** Books and orders agree. */
  P9("the order knows its money"),
  /** What the warehouse may begin is set aside in full. */
  P10("released is covered"),
  /** Refused cards are not tried more often than the networks allow. */
  P11("caps on declines"),
  /** What was acknowledged is there. */
  O1("no order is lost"),
  /** States change as the table says, and somebody said so. */
  O2("legal transitions"),
  /** One key, one order. */
  O3("idempotent commands"),
  /** What happened is told, and nothing else is. */
  N1("no lost message"),
  /** Messages of one order are sent in the order of their causes. */
  N2("messages in order"),
  /** What a provider tells is stored once it is acknowledged, and never taken from others. */
  N3("no lost notification"),
  /** In the end everything comes to rest. */
  R3("everything comes to rest"),
  /** What belongs together adds up, to the minor unit. */
  M1("money adds up"),
  /** Nobody sees what is not theirs. */
  A1("nobody sees what is not theirs"),
  /** The library fails only where a port failed. */
  X1("no fault without a cause");

  /** A play keeps to its thread, and so does what it has counted. */
  private static final ThreadLocal<Map<Invariant, long[]>> CHECKS =
      ThreadLocal.withInitial(() -> new EnumMap<>(Invariant.class));

  private final String promise;

  Invariant(String promise) {
    this.promise = promise;
  }

  String promise() {
    return promise;
  }

  /** Fails the play if something is not so. */
  void require(boolean holds, Supplier<String> otherwise) {
    CHECKS.get().computeIfAbsent(this, looks -> new long[1])[0]++;
    if (!holds) {
      throw new Broken(this, otherwise.get());
    }
  }

  /** Returns how often it was looked at in this thread. */
  long checksOfThisThread() {
    return CHECKS.get().getOrDefault(this, new long[1])[0];
  }

  /** A promise that was broken: no exception, so that nobody on the way takes it for a fault. */
  static final class Broken extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final Invariant invariant;
    private final String words;

    Broken(Invariant invariant, String how) {
      this(invariant + " (" + invariant.promise + "): " + how, invariant);
    }

    private Broken(String words, Invariant invariant) {
      super(words);
      this.invariant = invariant;
      this.words = words;
    }

    String words() {
      return words;
    }

    Invariant invariant() {
      return invariant;
    }
  }
}
