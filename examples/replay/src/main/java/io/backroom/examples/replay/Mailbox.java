package io.backroom.examples.replay;

import io.backroom.spi.policy.Notification;
import io.backroom.spi.policy.Notifier;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Where all customers' mail arrives. Sometimes it is full for a while. */
final class Mailbox implements Notifier {
  private static final double FULL = 0.002;

  private final Chance chance;
  private final Set<String> refused = new HashSet<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Long> byKind = new TreeMap<>();
  private final Map<OrderId, Map<String, Integer>> byOrder = new HashMap<>();
  private final List<Delay> delays = new ArrayList<>();
  private long repeated;

  /** A customer is asked whether they wait longer. */
  record Delay(CustomerId customer, OrderId order, String shipment) {}

  Mailbox(Chance chance) {
    this.chance = chance;
  }

  @Override
  public synchronized void send(Notification mail) {
    if (chance.happens(FULL, "mailbox full", mail.id()) && refused.add(mail.id())) {
      throw new IllegalStateException("simulated: the mailbox is full");
    }
    if (!ids.add(mail.id())) {
      repeated++;
    }
    if ("needed".equals(mail.facts().get("answer"))) {
      String shipment = mail.facts().getOrDefault("shipment", "");
      delays.add(new Delay(mail.to().id(), mail.order(), shipment));
    }
    byKind.merge(mail.kind(), 1L, Long::sum);
    byOrder
        .computeIfAbsent(mail.order(), order -> new TreeMap<>())
        .merge(mail.kind(), 1, Integer::sum);
  }

  /** Returns the questions that were not answered yet, and forgets them. */
  synchronized List<Delay> delays() {
    List<Delay> asked = List.copyOf(delays);
    delays.clear();
    return asked;
  }

  /** How many messages of a kind came for an order. */
  synchronized int count(OrderId order, String kind) {
    return byOrder.getOrDefault(order, Map.of()).getOrDefault(kind, 0);
  }

  synchronized long repeated() {
    return repeated;
  }

  synchronized long refused() {
    return refused.size();
  }

  synchronized Map<String, Long> byKind() {
    return new TreeMap<>(byKind);
  }
}
