package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What whoever spreads learning over machines is given. */
class ItemSetsTest {
  private static final int SHARES = 3;

  private static List<int[]> shuffledSets(Purchases purchases) {
    List<int[]> sets = new ArrayList<>();
    for (int customer = 0; customer < purchases.customers(); customer++) {
      int of = customer;
      sets.add(
          IntStream.range(0, purchases.itemsOf(of)).map(at -> purchases.item(of, at)).toArray());
    }
    Collections.shuffle(sets, new Random(1));
    return sets;
  }

  private static ItemSets collected(List<int[]> sets, Purchases purchases) {
    ItemSets.Builder builder = ItemSets.builder(purchases.items(), sets.size(), purchases.pairs());
    sets.forEach(set -> builder.add(set, 0, set.length));
    return builder.build();
  }

  @Test
  void sharesOfTheItemsLearnedFromSetsInAnyOrderAreTheModelToTheByte() throws IOException {
    for (RidgeSettings settings : List.of(Shop.settings(), RidgeSettings.PURCHASES)) {
      Purchases purchases = Shop.purchases(6);
      ItemSets sets = collected(shuffledSets(purchases), purchases);
      LocalRidge ridge = LocalRidge.of(sets, settings);
      float[][] weights = new float[purchases.items()][purchases.items()];
      int[] learned = new int[purchases.items()];

      for (int share = SHARES - 1; share >= 0; share--) {
        ridge.learn(
            share,
            SHARES,
            (target, neighbors, some) -> {
              learned[target]++;
              for (int at = 0; at < neighbors.length; at++) {
                weights[neighbors[at]][target] = some[at];
              }
            });
      }

      assertThat(learned).containsOnly(1);
      assertThat(sets.pairs()).isEqualTo(purchases.pairs());
      assertThat(LocalRidge.train(sets, settings)).isEqualTo(LocalRidge.train(purchases, settings));
      assertThat(written(weights)).isEqualTo(Shop.bytes(LocalRidge.train(purchases, settings)));
    }
  }

  private static byte[] written(float[][] weights) throws IOException {
    int items = weights.length;
    int[][] targets = new int[items][];
    int size = 0;
    for (int item = 0; item < items; item++) {
      float[] row = weights[item];
      targets[item] = IntStream.range(0, items).filter(at -> row[at] != 0).toArray();
      size += targets[item].length;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ModelWriter writer = new ModelWriter(out, items, size);
    for (int item = 0; item < items; item++) {
      float[] some = new float[targets[item].length];
      for (int at = 0; at < some.length; at++) {
        some[at] = weights[item][targets[item][at]];
      }
      writer.item(targets[item], some, 0, some.length);
    }
    writer.end();
    return out.toByteArray();
  }

  @Test
  void setsThatAreNoneAreRefused() {
    List<int[]> wrong = List.of(new int[] {2, 2}, new int[] {2, 1}, new int[] {-1}, new int[] {5});

    assertThat(wrong)
        .allSatisfy(
            set ->
                assertThatThrownBy(() -> ItemSets.builder(5, 1, 2).add(set, 0, set.length))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageContaining("items"));
  }

  @Test
  void noMoreAndNoFewerSetsThanWereAnnouncedAreTaken() {
    int[] set = {0, 1};

    assertThatThrownBy(() -> ItemSets.builder(5, 1, 4).add(set, 0, 2).add(set, 0, 2))
        .hasMessageContaining("sets");
    assertThatThrownBy(() -> ItemSets.builder(5, 1, 1).add(set, 0, 2))
        .hasMessageContaining("pairs");
    assertThatThrownBy(() -> ItemSets.builder(5, 2, 2).add(set, 0, 2).build())
        .hasMessageContaining("sets");
    assertThatThrownBy(() -> ItemSets.builder(5, 1, 3).add(set, 0, 2).build())
        .hasMessageContaining("pairs");
  }

  @Test
  void aFileThatWouldNotBeReadIsNotWritten() throws IOException {
    int[] targets = {0, 2};
    float[] weights = {1, 1};
    ByteArrayOutputStream nowhere = new ByteArrayOutputStream();
    ModelWriter writer = new ModelWriter(nowhere, 2, 1);

    assertThatThrownBy(() -> writer.item(targets, weights, 0, 2)).hasMessageContaining("weights");
    assertThatThrownBy(() -> writer.item(targets, weights, 1, 2)).hasMessageContaining("targets");
    assertThatThrownBy(writer::end).hasMessageContaining("items");
    writer.item(targets, weights, 0, 0);
    writer.item(targets, weights, 0, 0);
    assertThatThrownBy(writer::end).hasMessageContaining("weights");
    assertThatThrownBy(() -> writer.item(targets, weights, 0, 0)).hasMessageContaining("items");
  }

  @Test
  void sharesOfNoItemsTeachNothing() {
    LocalRidge ridge = LocalRidge.of(ItemSets.of(Shop.purchases(1)), Shop.settings());
    List<Integer> learned = new ArrayList<>();

    ridge.learn(Shop.ITEMS, 1, (target, neighbors, weights) -> learned.add(target));
    ridge.learn(1, Integer.MAX_VALUE, (target, neighbors, weights) -> learned.add(target));

    assertThat(learned).containsExactly(1);
    assertThatThrownBy(() -> ridge.learn(-1, 1, (target, neighbors, weights) -> {}))
        .hasMessageContaining("first");
    assertThatThrownBy(() -> ridge.learn(0, 0, (target, neighbors, weights) -> {}))
        .hasMessageContaining("step");
  }
}
