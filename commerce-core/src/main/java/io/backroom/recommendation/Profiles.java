package io.backroom.recommendation;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** The customers' profiles, and the customers who hold each SKU. Guarded by the caller. */
final class Profiles {
  private static final int HALF_LIFE_DAYS = 120;
  private static final Comparator<Basket> OLDEST_FIRST =
      Comparator.comparing(Basket::at).thenComparing(Basket::order);

  private static final Holders NOBODY = new Holders();

  private final Names<Sku> skus;
  private final Numbering<CustomerId> customers = new Numbering<>(CustomerId.of("-"));
  private final List<Profile> profiles = new ArrayList<>();
  private final List<List<Basket>> histories = new ArrayList<>();
  private final List<Holders> holders = new ArrayList<>();
  private final Decay decay = new Decay(HALF_LIFE_DAYS);

  Profiles(Names<Sku> skus) {
    this.skus = skus;
  }

  int numberOf(CustomerId customer) {
    int number = customers.numberOf(customer);
    if (number == profiles.size()) {
      profiles.add(Profile.EMPTY);
      histories.add(new ArrayList<>());
    }
    return number;
  }

  OptionalInt find(CustomerId customer) {
    return customers.find(customer);
  }

  Numbering<CustomerId> customers() {
    return customers;
  }

  Profile profile(int customer) {
    return profiles.get(customer);
  }

  /** Returns a customer's orders, oldest first. */
  List<Basket> history(int customer) {
    return histories.get(customer);
  }

  /** Returns the customers who kept a SKU; not to be changed. */
  Holders holders(int sku) {
    return sku < holders.size() ? holders.get(sku) : NOBODY;
  }

  /** Returns the factor that turns weights of profiles into weights as seen on a day. */
  double seenOn(int day) {
    return decay.seenOn(day);
  }

  void add(Basket basket) {
    List<Basket> history = histories.get(basket.customer());
    int at = history.size();
    while (at > 0 && OLDEST_FIRST.compare(history.get(at - 1), basket) > 0) {
      at--;
    }
    boolean newest = at == history.size();
    history.add(at, basket);
    Profile before = profiles.get(basket.customer());
    double[] weights = new double[basket.skus().length];
    for (int line = 0; line < weights.length; line++) {
      int sku = basket.skus()[line];
      // Adding the newest term at the end gives the same bits as summing all anew.
      weights[line] = newest ? before.weight(sku, skus) + term(basket, line) : weight(history, sku);
    }
    change(basket, weights);
  }

  void remove(Basket basket) {
    List<Basket> history = histories.get(basket.customer());
    history.remove(basket);
    double[] weights = new double[basket.skus().length];
    for (int line = 0; line < weights.length; line++) {
      weights[line] = weight(history, basket.skus()[line]);
    }
    change(basket, weights);
  }

  /** Gives the customer's number free. The customer has no orders any more. */
  void forget(CustomerId customer) {
    customers.remove(customer);
  }

  private void change(Basket basket, double[] weights) {
    Profile before = profiles.get(basket.customer());
    profiles.set(basket.customer(), before.with(basket.skus(), weights, skus));
    for (int line = 0; line < weights.length; line++) {
      while (holders.size() <= basket.skus()[line]) {
        holders.add(new Holders());
      }
      holders.get(basket.skus()[line]).set(basket.customer(), weights[line]);
    }
  }

  /** The weight of a SKU in a history, or -1 if it was never bought. */
  private double weight(List<Basket> history, int sku) {
    double weight = -1;
    for (Basket basket : history) {
      int line = basket.line(sku);
      if (line >= 0) {
        weight = Math.max(0, weight) + term(basket, line);
      }
    }
    return weight;
  }

  private double term(Basket basket, int line) {
    return decay.weight(basket.day()) * basket.keptShare(line);
  }
}
