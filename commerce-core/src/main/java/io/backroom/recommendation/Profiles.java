package io.backroom.recommendation;

import io.backroom.recommendation.model.BuyAgain;
import io.backroom.recommendation.model.Tastes;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Sku;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** The customers' profiles, and the customers who hold each SKU. Guarded by the caller. */
final class Profiles implements Tastes {
  private static final int HALF_LIFE_DAYS = BuyAgain.Settings.USUAL.halfLifeDays();
  private static final Comparator<Basket> OLDEST_FIRST =
      Comparator.comparing(Basket::at).thenComparing(Basket::order);

  private static final Holders NOBODY = new Holders();

  private final Numbering<Sku> skus;
  private final Numbering<CustomerId> customers = new Numbering<>(CustomerId.of("-"));
  private final List<Profile> profiles = new ArrayList<>();
  private double[] norms = new double[16];
  private final List<List<Basket>> histories = new ArrayList<>();
  private final List<Holders> holders = new ArrayList<>();
  private final Repeats repeats = new Repeats();
  private final Decay decay = new Decay(HALF_LIFE_DAYS);

  Profiles(Numbering<Sku> skus) {
    this.skus = skus;
  }

  int numberOf(CustomerId customer) {
    int number = customers.numberOf(customer);
    if (number == profiles.size()) {
      profiles.add(Profile.EMPTY);
      norms = number < norms.length ? norms : Arrays.copyOf(norms, 2 * number);
      histories.add(new ArrayList<>());
    }
    return number;
  }

  OptionalInt find(CustomerId customer) {
    return customers.find(customer);
  }

  Numbering<CustomerId> names() {
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

  @Override
  public int customers() {
    return customers.bound();
  }

  @Override
  public int items() {
    return skus.bound();
  }

  @Override
  public Tastes.Row ofCustomer(int customer) {
    return profiles.get(customer).taste();
  }

  @Override
  public Tastes.Row ofItem(int sku) {
    return holders(sku).taste();
  }

  @Override
  public double norm(int customer) {
    return norms[customer];
  }

  @Override
  public int compare(int one, int other) {
    return customers.name(one).compareTo(customers.name(other));
  }

  /** Returns the factor that turns weights of profiles into weights as seen on a day. */
  double seenOn(int day) {
    return decay.seenOn(day);
  }

  /** Returns how customers buy each SKU again. */
  Repeats repeats() {
    return repeats;
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
    List<Profile.Row> rows = new ArrayList<>();
    for (int line = 0; line < basket.skus().length; line++) {
      int sku = basket.skus()[line];
      // Adding the newest order at the end gives the same bits as adding up all anew.
      rows.add(newest ? plus(before.row(sku, skus), basket, line) : row(history, sku));
    }
    change(basket, rows);
  }

  void remove(Basket basket) {
    List<Basket> history = histories.get(basket.customer());
    history.remove(basket);
    List<Profile.Row> rows = new ArrayList<>();
    for (int sku : basket.skus()) {
      rows.add(row(history, sku));
    }
    change(basket, rows);
  }

  /** Gives the customer's number free. The customer has no orders any more. */
  void forget(CustomerId customer) {
    customers.remove(customer);
  }

  private void change(Basket basket, List<Profile.Row> rows) {
    Profile before = profiles.get(basket.customer());
    Profile after = before.with(basket.skus(), rows, skus);
    profiles.set(basket.customer(), after);
    norms[basket.customer()] = after.norm();
    for (int line = 0; line < rows.size(); line++) {
      int sku = basket.skus()[line];
      while (holders.size() <= sku) {
        holders.add(new Holders());
      }
      holders.get(sku).set(basket.customer(), rows.get(line).weight());
      repeats.count(sku, before.row(sku, skus), -1);
      repeats.count(sku, rows.get(line), 1);
    }
  }

  private Profile.Row row(List<Basket> history, int sku) {
    Profile.Row row = Profile.Row.NEVER;
    for (Basket basket : history) {
      int line = basket.line(sku);
      if (line >= 0) {
        row = plus(row, basket, line);
      }
    }
    return row;
  }

  private Profile.Row plus(Profile.Row row, Basket basket, int line) {
    double term = decay.weight(basket.day()) * basket.keptShare(line);
    return row.plus(basket.day(), term, basket.keeps(line));
  }
}
