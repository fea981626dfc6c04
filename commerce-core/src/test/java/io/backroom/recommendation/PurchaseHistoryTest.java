package io.backroom.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Product;
import io.backroom.spi.value.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class PurchaseHistoryTest {
  private static final Instant NOW = Instant.parse("2011-12-09T12:00:00Z");
  private static final Decay FADING = new Decay(60);
  private static final int CUSTOMERS = 25;
  private static final int SKUS = 40;
  private static final int ORDERS = 150;
  private static final List<Feedback.Kind> KINDS =
      List.of(Feedback.Kind.VIEW, Feedback.Kind.CART, Feedback.Kind.REJECTION);

  /** Something to learn, and about whom. */
  private record Lesson(CustomerId customer, Consumer<PurchaseHistory> teach) {}

  private static List<Lesson> lessons(int seed) {
    Random random = new Random(seed);
    List<Lesson> lessons = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      OrderId order = OrderId.of("order" + i);
      CustomerId customer = CustomerId.of("customer" + random.nextInt(CUSTOMERS));
      Instant at = NOW.minusSeconds(3600L * random.nextInt(8_000));
      String segment = List.of("", "FR", "GB").get(random.nextInt(3));
      Map<Sku, Integer> units = new HashMap<>();
      random
          .ints(1 + random.nextInt(8), 0, SKUS)
          .forEach(sku -> units.put(Sku.of("sku" + sku), 1 + random.nextInt(3)));
      lessons.add(new Lesson(customer, to -> to.purchased(order, customer, units, at, segment)));
      if (random.nextInt(5) == 0) {
        Map<Sku, Integer> back = Map.of(units.keySet().iterator().next(), 1 + random.nextInt(2));
        lessons.add(new Lesson(customer, to -> to.returned(order, customer, back)));
      }
    }
    for (int i = 0; i < CUSTOMERS; i++) {
      CustomerId customer = CustomerId.of("customer" + i);
      Feedback.Kind kind = KINDS.get(i % 3);
      Feedback feedback = new Feedback(kind, Sku.of("sku" + random.nextInt(SKUS)));
      lessons.add(new Lesson(customer, to -> to.felt(customer, feedback, NOW)));
    }
    for (int i = 0; i < SKUS; i++) {
      String title = "word" + i % 3 + " word" + i % 7 + " word" + i % 11;
      Product product = Product.of("sku" + i, title, Money.zero(CurrencyUnit.GBP), 1);
      lessons.add(new Lesson(CustomerId.of("nobody"), to -> to.described(product)));
    }
    return lessons;
  }

  private static PurchaseHistory taught(List<Lesson> lessons) {
    PurchaseHistory history = new PurchaseHistory();
    lessons.forEach(lesson -> lesson.teach().accept(history));
    return history;
  }

  /** Every answer with its scores to the bit and its reasons. */
  private static List<String> allAnswers(PurchaseHistory history) {
    List<String> answers = new ArrayList<>();
    Fitted fitted =
        Fitted.of(history.lessons(), Decay.day(NOW), LearningTerms.DEFAULT, history::alike);
    for (int i = 0; i < CUSTOMERS; i++) {
      CustomerId customer = CustomerId.of("customer" + i);
      answers.add(text(history.forYou(customer, () -> "FR", NOW, fitted, FADING)));
      answers.add(text(history.again(customer, NOW)));
      answers.add(text(history.segment(customer, "", NOW)));
      answers.add(text(history.due(customer, NOW)));
    }
    for (int i = 0; i < SKUS; i++) {
      TreeSet<Sku> cart = new TreeSet<>(List.of(Sku.of("sku" + i), Sku.of("sku" + i / 2)));
      answers.add(text(history.boughtTogether(cart)));
      String title = "word" + i % 3 + " word" + i % 7;
      Product product = Product.of("sku" + i, title, Money.zero(CurrencyUnit.GBP), 1);
      answers.add(text(history.like(product, Set.of(Sku.of("sku1")))));
    }
    answers.add(text(history.popular("GB", NOW)));
    return answers;
  }

  private static String text(Candidates answer) {
    StringBuilder text = new StringBuilder();
    for (Scored scored : answer.top(SKUS, sku -> true)) {
      text.append(scored.sku()).append('=').append(Double.toHexString(scored.score()));
      for (Term term : answer.because(List.of(scored), 3).get(0)) {
        text.append(' ').append(term.kind()).append(' ').append(term.because());
        text.append(' ').append(Double.toHexString(term.weight()));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static List<Sku> skus(Candidates answer) {
    return answer.top(1_000, sku -> true).stream().map(Scored::sku).toList();
  }

  @Test
  void anyOrderOfArrivalGivesTheSameBits() {
    for (int seed = 0; seed < 8; seed++) {
      List<Lesson> lessons = lessons(seed);
      List<String> inOrder = allAnswers(taught(lessons));
      Collections.shuffle(lessons, new Random(seed));
      assertThat(allAnswers(taught(lessons))).isEqualTo(inOrder);
    }
  }

  @Test
  void ofCustomersWhoAreEquallyAlikeTheSameOnesCountWhateverTheOrderOfArrival() {
    List<Lesson> lessons = new ArrayList<>();
    CustomerId ann = CustomerId.of("ann");
    for (int i = 0; i < 310; i++) { // ten more than count
      CustomerId customer = i == 0 ? ann : CustomerId.of("customer" + i);
      OrderId order = OrderId.of("order" + i);
      Map<Sku, Integer> units = Map.of(Sku.of("cup"), 1, Sku.of("own" + i), 1);
      lessons.add(new Lesson(customer, to -> to.purchased(order, customer, units, NOW, "")));
    }
    List<Sku> inOrder = skus(taught(lessons).segment(ann, "", NOW));
    Collections.shuffle(lessons, new Random(1));
    assertThat(skus(taught(lessons).segment(ann, "", NOW))).hasSize(301).isEqualTo(inOrder);
  }

  @Test
  void toldAgainChangesNothing() {
    List<Lesson> lessons = lessons(1);
    PurchaseHistory history = taught(lessons);
    List<String> once = allAnswers(history);
    Collections.shuffle(lessons, new Random(2));
    lessons.forEach(lesson -> lesson.teach().accept(history));
    assertThat(allAnswers(history)).isEqualTo(once);
  }

  @Test
  void forgettingRemovesEveryTrace() {
    for (int seed = 0; seed < 8; seed++) {
      List<Lesson> lessons = lessons(seed);
      CustomerId gone = CustomerId.of("customer" + seed);
      Predicate<Lesson> isGone = lesson -> lesson.customer().equals(gone);
      PurchaseHistory history = taught(lessons);
      assertThat(history.knows(gone)).isTrue();
      history.forget(gone);
      assertThat(history.knows(gone)).isFalse();
      PurchaseHistory never = taught(lessons.stream().filter(isGone.negate()).toList());
      assertThat(allAnswers(history)).isEqualTo(allAnswers(never));
      // And what is learned of others afterwards may take the free numbers.
      CustomerId fresh = CustomerId.of("fresh");
      for (PurchaseHistory each : List.of(history, never)) {
        each.purchased(
            OrderId.of("fresh"), fresh, Map.of(Sku.of("sku1"), 1, Sku.of("sku2"), 1), NOW, "FR");
      }
      assertThat(allAnswers(history)).isEqualTo(allAnswers(never));
    }
  }

  @Test
  void anEarlyReturnIsForgottenToo() {
    PurchaseHistory history = new PurchaseHistory();
    CustomerId ann = CustomerId.of("ann");
    history.returned(OrderId.of("o"), ann, Map.of(Sku.of("sku1"), 1));
    assertThat(history.knows(ann)).isTrue();
    history.forget(ann);
    assertThat(history.knows(ann)).isFalse();
  }

  @Test
  void anAlteredOrderReplacesWhatWasKnown() {
    OrderId order = OrderId.of("o");
    CustomerId ann = CustomerId.of("ann");
    PurchaseHistory altered = new PurchaseHistory();
    altered.purchased(order, ann, Map.of(Sku.of("sku1"), 1, Sku.of("sku3"), 1), NOW, "");
    altered.purchased(order, ann, Map.of(Sku.of("sku1"), 1, Sku.of("sku2"), 1), NOW, "");
    PurchaseHistory fresh = new PurchaseHistory();
    fresh.purchased(order, ann, Map.of(Sku.of("sku1"), 1, Sku.of("sku2"), 1), NOW, "");
    assertThat(text(altered.again(ann, NOW))).isEqualTo(text(fresh.again(ann, NOW)));
    assertThat(text(altered.popular("", NOW))).isEqualTo(text(fresh.popular("", NOW)));
  }

  @Test
  void learningAndAnsweringAtTheSameTimeLosesNothing() throws Exception {
    List<Lesson> lessons = lessons(3);
    List<String> alone = allAnswers(taught(lessons));
    PurchaseHistory history = new PurchaseHistory();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int part = 0; part < 4; part++) {
        int from = part;
        running.add(
            threads.submit(
                () -> {
                  for (int i = from; i < lessons.size(); i += 4) {
                    lessons.get(i).teach().accept(history);
                    text(history.again(CustomerId.of("customer" + i % CUSTOMERS), NOW));
                  }
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } finally {
      threads.shutdown();
    }
    assertThat(allAnswers(history)).isEqualTo(alone);
  }
}
