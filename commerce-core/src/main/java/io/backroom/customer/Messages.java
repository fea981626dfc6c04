package io.backroom.customer;

import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.kernel.WorkItem;
import io.backroom.spi.policy.Notification;
import io.backroom.spi.policy.Notifier;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import java.util.Map;
import java.util.function.Consumer;

/** Messages to customers, sent after the change they tell of, in order for each order. */
public final class Messages {
  private static final String KIND = "message";

  private final Kernel kernel;
  private final Customers customers;
  private final Notifier notifier;

  record Message(
      String id, String kind, CustomerId customer, OrderId order, Map<String, String> facts) {}

  /**
   * Creates the room; the shop's builder does.
   *
   * @param kernel documents, time and work
   * @param customers who gets the messages
   * @param notifier who brings them
   */
  public Messages(Kernel kernel, Customers customers, Notifier notifier) {
    this.kernel = kernel;
    this.customers = customers;
    this.notifier = notifier;
    kernel.work().on(KIND, this::send);
  }

  /**
   * Has a message sent after the transaction. A customer of whom nothing is known gets none.
   *
   * @param tx the transaction
   * @param customer who gets it
   * @param order which order it is about
   * @param kind what it is about
   * @param facts what the text needs
   */
  public void send(
      Transaction tx, CustomerId customer, OrderId order, String kind, Map<String, String> facts) {
    tx.doNowInOrder(
        KIND, new Message(tx.newId(), kind, customer, order, facts), KIND + "-" + order);
  }

  private Consumer<Transaction> send(WorkItem item) {
    Message message = kernel.payload(item, Message.class);
    customers
        .known(message.customer())
        .map(
            to ->
                new Notification(
                    message.id(), message.kind(), to, message.order(), message.facts()))
        .ifPresent(notifier::send);
    return tx -> {};
  }
}
