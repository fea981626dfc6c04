package io.backroom.recommendation.model;

import io.backroom.spi.value.Require;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * Writes the file of a model item by item, for whoever has more of it than memory. The same weights
 * give the bytes of {@link ItemModel#write}. One thread.
 */
public final class ModelWriter {
  private final CheckedOutputStream checked;
  private final DataOutputStream out;
  private final int items;
  private final int size;
  private int itemsWritten;
  private int weightsWritten;

  /**
   * Writes the head.
   *
   * @param to where to; not closed
   * @param items how many items there will be, 0 to 100,000,000
   * @param weights how many weights there will be, 0 or more
   * @throws IOException if that fails
   */
  public ModelWriter(OutputStream to, int items, int weights) throws IOException {
    Require.range("items", items, 0, PurchaseLog.NUMBER_MAX);
    Require.range("weights", weights, 0, Integer.MAX_VALUE);
    this.items = items;
    size = weights;
    checked = new CheckedOutputStream(new BufferedOutputStream(to), new CRC32C());
    out = new DataOutputStream(checked);
    out.writeInt(ModelFile.MAGIC);
    out.writeInt(ModelFile.VERSION);
    out.writeInt(items);
    out.writeInt(weights);
  }

  /**
   * Writes what the next item speaks for: item 0 comes first.
   *
   * @param targets holds the items that it speaks for, ascending
   * @param weights holds how much it does, at the same places; none is 0
   * @param from where they begin
   * @param to where they end, exclusive; at the beginning if it speaks for nothing
   * @throws IOException if that fails
   */
  public void item(int[] targets, float[] weights, int from, int to) throws IOException {
    Require.range("items", itemsWritten + 1L, 0, items);
    Require.range("weights", weightsWritten + (long) to - from, weightsWritten, size);
    writeSmall(to - from);
    int before = -1;
    for (int at = from; at < to; at++) {
      Require.range("targets", targets[at], before + 1L, items - 1L);
      writeSmall(targets[at] - before);
      before = targets[at];
      out.writeFloat(weights[at]);
    }
    itemsWritten++;
    weightsWritten += to - from;
  }

  /**
   * Writes the end, without which nobody reads the file.
   *
   * @throws IOException if that fails
   */
  public void end() throws IOException {
    Require.range("items", itemsWritten, items, items);
    Require.range("weights", weightsWritten, size, size);
    out.writeLong(checked.getChecksum().getValue());
    out.flush();
  }

  private void writeSmall(int number) throws IOException {
    int rest = number;
    while (rest > 0x7f) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
