package io.backroom.spark;

import io.backroom.recommendation.model.ItemModel;
import io.backroom.recommendation.model.LocalRidge;
import io.backroom.recommendation.model.PurchaseLog;
import io.backroom.recommendation.model.Purchases;
import io.backroom.recommendation.model.RidgeSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/** Made-up rows as a shop has them: repeats, returns, guests, and customers with a taste. */
final class MadeShop {
  static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
  private static final int TASTES = 20;

  private MadeShop() {}

  /** A row; a guest has no name. */
  record Sale(Optional<String> customer, int item, LocalDate day, int quantity) {
    boolean isPurchase() {
      return customer.isPresent() && quantity > 0;
    }
  }

  static List<Sale> sales(int seed, int customers, int items) {
    Random random = new Random(seed);
    List<Sale> sales = new ArrayList<>();
    for (int customer = 0; customer < customers; customer++) {
      int size = 1 + random.nextInt(1 + random.nextInt(40));
      for (int i = 0; i < size; i++) {
        int taste = random.nextInt(3) > 0 ? customer % TASTES : random.nextInt(TASTES);
        int rank = random.nextInt(1 + random.nextInt(items / TASTES));
        LocalDate day = FIRST_DAY.plusDays(random.nextInt(300));
        int quantity = random.nextInt(12) - 1;
        Optional<String> name =
            random.nextInt(9) == 0 ? Optional.empty() : Optional.of("c" + customer);
        sales.add(new Sale(name, rank * TASTES + taste, day, quantity));
      }
    }
    return sales;
  }

  /** The file of the local trainer, items being their own numbers. */
  static byte[] localByNumber(List<Sale> sales, RidgeSettings settings) throws IOException {
    Map<String, Integer> customers = new HashMap<>();
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (Sale sale : sales) {
      if (sale.isPurchase()) {
        int customer =
            customers.computeIfAbsent(sale.customer().orElseThrow(), name -> customers.size());
        log.add(customer, sale.item(), 0);
      }
    }
    return bytes(log.build(), settings);
  }

  /** The file of the local trainer, items being places in the order of their names. */
  static byte[] localByName(List<Sale> sales, List<String> names, RidgeSettings settings)
      throws IOException {
    Map<String, Integer> customers = new HashMap<>();
    List<String> order = inOrder(sales, names);
    PurchaseLog.Builder log = PurchaseLog.builder(0, 0);
    for (Sale sale : sales) {
      if (sale.isPurchase()) {
        int customer =
            customers.computeIfAbsent(sale.customer().orElseThrow(), name -> customers.size());
        log.add(customer, order.indexOf(names.get(sale.item())), 0);
      }
    }
    return bytes(log.build(), settings);
  }

  /** The names of all that was bought, in the order of {@link String#compareTo}. */
  static List<String> inOrder(List<Sale> sales, List<String> names) {
    TreeSet<String> order = new TreeSet<>();
    sales.stream().filter(Sale::isPurchase).forEach(sale -> order.add(names.get(sale.item())));
    return List.copyOf(order);
  }

  private static byte[] bytes(PurchaseLog log, RidgeSettings settings) throws IOException {
    ItemModel model = LocalRidge.train(Purchases.of(log), settings);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    model.write(out);
    return out.toByteArray();
  }
}
