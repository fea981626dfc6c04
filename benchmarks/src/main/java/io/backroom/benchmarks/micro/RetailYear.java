package io.backroom.benchmarks.micro;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The orders of the Online Retail that comes with the replay, oldest first: products and customers
 * that have at least five of each other, once all others are taken out.
 *
 * @param orders the orders
 * @param titles the products' names by SKU
 */
record RetailYear(List<Order> orders, Map<String, String> titles) {
  private static final int CORE = 5;
  private static final Pattern PRODUCT = Pattern.compile("\\d{5}[A-Z]*");
  private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** Who bought what together, and when. */
  record Order(String number, String customer, Instant at, Set<String> skus) {}

  static RetailYear read(Path file) {
    Map<String, Order> byNumber = new TreeMap<>();
    Map<String, String> titles = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> COMMA.split(line, -1))
          .forEach(row -> add(row, byNumber, titles));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Order> orders = core(new ArrayList<>(byNumber.values()));
    Set<String> sold = new HashSet<>();
    orders.forEach(order -> sold.addAll(order.skus()));
    titles.keySet().retainAll(sold);
    return new RetailYear(orders, titles);
  }

  /** Invoice, stock code, description, quantity, date, price, customer, country. */
  private static void add(String[] row, Map<String, Order> byNumber, Map<String, String> titles) {
    String sku = row[1];
    boolean sold =
        !row[6].isBlank()
            && PRODUCT.matcher(sku).matches()
            && !row[0].startsWith("C")
            && Integer.parseInt(row[3]) > 0
            && Double.parseDouble(row[5]) > 0;
    if (sold) {
      Instant at = LocalDateTime.parse(row[4], TIME).toInstant(ZoneOffset.UTC);
      byNumber
          .computeIfAbsent(row[0], n -> new Order(n, row[6], at, new TreeSet<>()))
          .skus()
          .add(sku);
      titles.putIfAbsent(sku, row[2].isBlank() ? sku : row[2].replace("\"", ""));
    }
  }

  private static List<Order> core(List<Order> all) {
    List<Order> orders = all;
    int before = -1;
    for (int size = size(orders); size != before; size = size(orders)) {
      before = size;
      Map<String, Set<String>> partners = new HashMap<>();
      for (Order order : orders) {
        for (String sku : order.skus()) {
          partners.computeIfAbsent(sku, s -> new HashSet<>()).add(order.customer());
          partners.computeIfAbsent("of " + order.customer(), c -> new HashSet<>()).add(sku);
        }
      }
      for (Order order : orders) {
        boolean few = partners.getOrDefault("of " + order.customer(), Set.of()).size() < CORE;
        order.skus().removeIf(sku -> few || partners.getOrDefault(sku, Set.of()).size() < CORE);
      }
      orders = orders.stream().filter(order -> !order.skus().isEmpty()).toList();
    }
    return orders;
  }

  private static int size(List<Order> orders) {
    return orders.stream().mapToInt(order -> order.skus().size()).sum();
  }
}
