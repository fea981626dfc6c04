package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backroom.spi.value.InvalidInputException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ModelBuilderTest {
  /** Rows of every length from nothing to all others; some weights are 0. */
  private static TargetRow[] rows(Random random, int items) {
    TargetRow[] rows = new TargetRow[items];
    for (int target = 0; target < items; target++) {
      int self = target;
      int share = random.nextInt(3);
      int[] neighbors =
          IntStream.range(0, items)
              .filter(item -> item != self && (share == 2 || random.nextInt(8) < share))
              .toArray();
      float[] weights = new float[neighbors.length];
      for (int at = 0; at < weights.length; at++) {
        weights[at] = random.nextInt(5) - 2;
      }
      rows[target] = new TargetRow(neighbors, weights);
    }
    return rows;
  }

  private static void requireSameWeights(ItemModel model, TargetRow[] rows) {
    int size = 0;
    for (int target = 0; target < rows.length; target++) {
      for (int bought = 0; bought < rows.length; bought++) {
        int at = Arrays.binarySearch(rows[target].neighbors(), bought);
        double expected = at < 0 ? 0 : rows[target].weights()[at];
        assertThat(model.weight(bought, target)).isEqualTo(expected);
        size += expected == 0 ? 0 : 1;
      }
    }
    assertThat(model.size()).isEqualTo(size);
  }

  @Test
  void everyWeightIsFoundFromItsOtherSide() {
    for (int seed = 0; seed < 20; seed++) {
      TargetRow[] rows = rows(new Random(seed), 1 + seed * 5);

      requireSameWeights(ItemModel.of(rows), rows);
    }
  }

  @Test
  void roomThatStaysEmptyLeavesNoTrace() {
    for (int slack : new int[] {1, 100}) {
      TargetRow[] rows = rows(new Random(slack), 60);
      ModelBuilder builder =
          new ModelBuilder(rows.length, item -> rows[item].neighbors().length + slack);
      for (int item = rows.length - 1; item >= 0; item--) {
        builder.put(item, rows[item]);
      }

      ItemModel model = builder.build();

      requireSameWeights(model, rows);
      assertThat(model).isEqualTo(ItemModel.of(rows)).hasSameHashCodeAs(ItemModel.of(rows));
      assertThat(Shop.bytes(model)).isEqualTo(Shop.bytes(ItemModel.of(rows)));
      assertThat(model.weights().length).isLessThan(2 * model.size());
    }
  }

  @Test
  void aRowIsNotPutIntoTheRoomOfAnother() {
    TargetRow row = new TargetRow(new int[] {1, 2}, new float[] {1, 1});
    ModelBuilder builder = new ModelBuilder(3, item -> 1);

    assertThatThrownBy(() -> builder.put(0, row)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void moreWeightsThanCanBeCountedAreRefused() {
    assertThatThrownBy(() -> new ModelBuilder(3, item -> 1 << 30))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("weights");
  }
}
