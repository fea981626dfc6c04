package io.backroom.rocksdb;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process that works until it is killed, and writes down what was acknowledged. */
final class CrashingShop {
  private CrashingShop() {}

  /**
   * Works for ever.
   *
   * @param args the directory of the stores, the file for what was acknowledged
   */
  public static void main(String[] args) throws IOException {
    RocksDbStores stores = RocksDbStores.open(Path.of(args[0]), 50);
    Shop shop = new Shop(stores);
    shop.stockUp();
    FileChannel acknowledged =
        FileChannel.open(Path.of(args[1]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    ExecutorService buyers = Executors.newFixedThreadPool(Shop.BUYERS);
    for (int i = 0; i < Shop.BUYERS; i++) {
      int buyer = i;
      buyers.execute(() -> buy(shop, buyer, acknowledged));
    }
  }

  private static void buy(Shop shop, int buyer, FileChannel acknowledged) {
    try {
      // The process before may have ended between the reservation and the order.
      for (long number = shop.orders(buyer) + 1; ; number++) {
        shop.reserve(buyer, number);
        write(acknowledged, "reserved " + buyer + " " + number + "\n");
        shop.order(buyer, number, "{\"n\":" + number + "}");
        write(acknowledged, "ordered " + buyer + " " + number + "\n");
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      e.printStackTrace();
      Runtime.getRuntime().halt(1);
    }
  }

  private static void write(FileChannel acknowledged, String line) throws IOException {
    acknowledged.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
    // The parent counts these to know when to kill.
    System.out.println(line.strip());
  }
}
