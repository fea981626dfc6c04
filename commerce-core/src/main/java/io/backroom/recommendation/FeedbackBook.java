package io.backroom.recommendation;

import io.backroom.kernel.DocumentType;
import io.backroom.kernel.Kernel;
import io.backroom.kernel.Transaction;
import io.backroom.spi.document.IndexEntry;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.Require;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Keeps what customers made of products: one document for each who agreed. Thread-safe. */
public final class FeedbackBook {
  private static final String BY_CUSTOMER = "customer";

  private static final DocumentType<Kept> TYPE =
      new DocumentType<>(
          "feedback",
          Kept.class,
          kept -> kept.customer().value(),
          kept -> List.of(new IndexEntry(BY_CUSTOMER, kept.customer().value())));

  private final Kernel kernel;
  private final Recommendations recommendations;
  private final Predicate<CustomerId> consent;

  /** A customer's feedback, oldest first, each kind of each SKU once. */
  record Kept(CustomerId customer, List<Entry> entries) {
    record Entry(Feedback.Kind kind, Sku sku, Instant at) {}

    Kept {
      entries = List.copyOf(entries);
    }

    Kept with(Feedback feedback, Instant at) {
      List<Entry> more = new ArrayList<>(entries);
      more.removeIf(e -> e.kind() == feedback.kind() && e.sku().equals(feedback.sku()));
      more.add(new Entry(feedback.kind(), feedback.sku(), at));
      return new Kept(
          customer, more.subList(Math.max(0, more.size() - Interests.MAX), more.size()));
    }
  }

  /**
   * Creates the book; the shop's builder does.
   *
   * @param kernel documents and time
   * @param recommendations who learns from it
   * @param consent tells whether a customer agreed to be remembered for recommendations
   */
  public FeedbackBook(
      Kernel kernel, Recommendations recommendations, Predicate<CustomerId> consent) {
    this.kernel = kernel;
    this.recommendations = recommendations;
    this.consent = consent;
  }

  List<Feedback> keep(CustomerId customer, List<Feedback> feedback) {
    List<Feedback> all = Require.some("feedback", feedback, Interests.MAX);
    if (!consent.test(customer)) {
      return List.of();
    }
    Kept kept =
        kernel.transact(
            tx -> {
              Kept now =
                  tx.find(TYPE, customer.value()).orElseGet(() -> new Kept(customer, List.of()));
              for (Feedback each : all) {
                now = now.with(each, tx.now());
              }
              tx.put(TYPE, now);
              return now;
            });
    learn(kept);
    return all;
  }

  /**
   * Forgets what a customer ever told; part of erasure.
   *
   * @param tx the transaction that does it
   * @param customer whom
   */
  public static void forget(Transaction tx, CustomerId customer) {
    tx.delete(TYPE, customer.value());
  }

  /** Teaches the recommendations all that is kept; when the shop starts. */
  public void learnAll() {
    kernel.forEach(TYPE, BY_CUSTOMER, this::learn);
  }

  private void learn(Kept kept) {
    for (Kept.Entry entry : kept.entries()) {
      recommendations.felt(kept.customer(), new Feedback(entry.kind(), entry.sku()), entry.at());
    }
  }
}
