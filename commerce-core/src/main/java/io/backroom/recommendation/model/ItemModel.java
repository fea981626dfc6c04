package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * How much each bought item speaks for each other item: a sparse table of weights. Immutable.
 *
 * <p>Memory: 8 bytes for each weight, 9 at most, and 4 for each item. A file takes some 5.2 bytes
 * for each weight ({@link #write}).
 */
public final class ItemModel {
  private final PackedRows targets;
  private final float[] weights;

  ItemModel(PackedRows targets, float[] weights) {
    this.targets = targets;
    this.weights = weights;
  }

  /** Turns rows by target around. Weights of 0 say nothing and are left out. */
  static ItemModel of(TargetRow[] rows) {
    ModelBuilder builder = new ModelBuilder(rows.length, item -> rows[item].neighbors().length);
    for (int item = 0; item < rows.length; item++) {
      builder.put(item, rows[item]);
    }
    return builder.build();
  }

  /**
   * Returns the bound of the items' numbers.
   *
   * @return items are 0 to one less
   */
  public int items() {
    return targets.count();
  }

  /**
   * Returns how many weights there are.
   *
   * @return the weights that are not 0
   */
  public int size() {
    return targets.start()[items()];
  }

  /**
   * Returns how much an item speaks for another.
   *
   * @param bought what was bought
   * @param target what it may speak for
   * @return the weight; 0 if it says nothing, negative if it speaks against it
   */
  public double weight(int bought, int target) {
    Require.range("bought", bought, 0, items() - 1L);
    int place = targets.place(bought, target);
    return place < 0 ? 0 : weights[place];
  }

  /**
   * Writes the model in the format of {@link #read}: the same model is the same bytes.
   *
   * @param out where to; not closed
   * @throws IOException if that fails
   */
  public void write(OutputStream out) throws IOException {
    ModelFile.write(this, out);
  }

  /**
   * Reads a model that {@link #write} wrote.
   *
   * @param in where from; may be read beyond the end of the model, not closed
   * @return the model
   * @throws IOException if reading fails, or the bytes are no model, of a later version, cut off or
   *     not those that were written
   */
  public static ItemModel read(InputStream in) throws IOException {
    return ModelFile.read(in);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ItemModel that
        && Arrays.equals(targets.start(), that.targets.start())
        && Arrays.equals(targets.index(), 0, size(), that.targets.index(), 0, size())
        && Arrays.equals(weights, 0, size(), that.weights, 0, size());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(targets.start());
  }

  /** The items that each bought item speaks for, ascending. */
  PackedRows targets() {
    return targets;
  }

  /** The weights in the order of {@link #targets}; both may have some room behind them. */
  float[] weights() {
    return weights;
  }
}
