package io.backroom.recommendation.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;

/**
 * The file of a model. All numbers are big-endian.
 *
 * <pre>
 *   "BRIM", version (4 bytes), items (4), weights (4)
 *   for each item: how many weights (varint), then for each the distance from the target before it
 *     (varint, the first from −1) and the weight (4, IEEE 754)
 *   CRC-32C of all before it (8)
 * </pre>
 *
 * <p>A varint has seven bits in each byte, the lowest first, and the highest bit set in all but the
 * last. Targets rise, so most distances take one or two bytes.
 */
final class ModelFile {
  static final int MAGIC = 0x4252494d;
  static final int VERSION = 1;

  /** How much is made room for before it has been read: a damaged file must not ask for more. */
  private static final int STEP = 1 << 20;

  private ModelFile() {}

  static void write(ItemModel model, OutputStream to) throws IOException {
    ModelWriter out = new ModelWriter(to, model.items(), model.size());
    PackedRows targets = model.targets();
    for (int item = 0; item < model.items(); item++) {
      out.item(targets.index(), model.weights(), targets.from(item), targets.to(item));
    }
    out.end();
  }

  static ItemModel read(InputStream from) throws IOException {
    CheckedInputStream checked = new CheckedInputStream(buffered(from), new CRC32C());
    DataInputStream in = new DataInputStream(checked);
    require(in.readInt() == MAGIC, "is no model");
    int version = in.readInt();
    require(version == VERSION, "has version " + version + ", known is " + VERSION);
    int items = in.readInt();
    int size = in.readInt();
    require(items >= 0 && items <= PurchaseLog.NUMBER_MAX && size >= 0, "is damaged: its size");
    int[] start = new int[Math.min(items, STEP) + 1];
    int[] targets = new int[Math.min(size, STEP)];
    float[] weights = new float[targets.length];
    int read = 0;
    for (int item = 0; item < items; item++) {
      int length = readSmall(in);
      require(length <= size - read, "is damaged: more weights than it says");
      int before = -1;
      for (int i = 0; i < length; i++) {
        if (read == targets.length) {
          int more = (int) Math.min(size, 2L * read);
          targets = Arrays.copyOf(targets, more);
          weights = Arrays.copyOf(weights, more);
        }
        before += readSmall(in);
        require(before >= 0 && before < items, "is damaged: no such item");
        targets[read] = before;
        weights[read++] = in.readFloat();
      }
      if (item + 1 == start.length) {
        start = Arrays.copyOf(start, (int) Math.min(items + 1L, 2L * start.length));
      }
      start[item + 1] = read;
    }
    long expected = checked.getChecksum().getValue();
    require(read == size && in.readLong() == expected, "is damaged: the checksum is another");
    return new ItemModel(new PackedRows(start, targets), weights);
  }

  /** Reads ahead only where it can be taken back: what follows the model is not ours. */
  private static InputStream buffered(InputStream from) {
    return from instanceof BufferedInputStream ? from : new BufferedInputStream(from);
  }

  private static void require(boolean legal, String what) throws IOException {
    if (!legal) {
      throw new IOException("The model file " + what);
    }
  }

  private static int readSmall(DataInputStream in) throws IOException {
    long number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int next = in.readUnsignedByte();
      number |= (long) (next & 0x7f) << shift;
      if (next <= 0x7f) {
        require(number <= Integer.MAX_VALUE, "is damaged: a number is too large");
        return (int) number;
      }
    }
    throw new IOException("The model file is damaged: a number is too long");
  }
}
