package io.backroom.recommendation.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;

/** Made-up purchases for tests: customers with a taste, popular items and rare ones. */
final class Shop {
  static final int CUSTOMERS = 120;
  static final int ITEMS = 40;
  private static final int TASTES = 4;

  private Shop() {}

  static PurchaseLog log(int seed) {
    Random random = new Random(seed);
    PurchaseLog.Builder log = PurchaseLog.builder(CUSTOMERS, ITEMS);
    for (int customer = 0; customer < CUSTOMERS; customer++) {
      int purchases = 1 + random.nextInt(random.nextInt(20) + 1);
      for (int i = 0; i < purchases; i++) {
        boolean own = random.nextInt(3) > 0;
        int taste = own ? customer % TASTES : random.nextInt(TASTES);
        int rank = random.nextInt(1 + random.nextInt(ITEMS / TASTES));
        log.add(customer, rank * TASTES + taste, random.nextInt(300));
      }
    }
    return log.build();
  }

  static Purchases purchases(int seed) {
    return Purchases.of(log(seed));
  }

  /** Exponents that all matter, and fewer neighbors than items. */
  static RidgeSettings settings() {
    return new RidgeSettings(12, 0.3, 2, 0.5, 0.4, -0.2, 15);
  }

  static byte[] bytes(ItemModel model) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      model.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
