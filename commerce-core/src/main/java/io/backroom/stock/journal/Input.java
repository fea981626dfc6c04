package io.backroom.stock.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads what {@link Output} wrote, in the same order. */
final class Input {
  private final byte[] bytes;
  private int position;

  Input(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  void skip(int length) {
    position += length;
  }

  byte get() {
    return bytes[position++];
  }

  int fixedInt() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (bytes[position++] & 0xFF);
    }
    return value;
  }

  long fixed() {
    long high = fixedInt();
    return high << 32 | (fixedInt() & 0xFFFFFFFFL);
  }

  long size() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("A number is longer than 10 bytes");
  }

  int smallSize() {
    return Math.toIntExact(size());
  }

  long number() {
    long value = size();
    return (value >>> 1) ^ -(value & 1);
  }

  int smallNumber() {
    return Math.toIntExact(number());
  }

  String id() {
    int length = get();
    String id = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
    position += length;
    return id;
  }

  /** Returns the key of the id that comes, and passes over it. */
  long key(char kind) {
    int length = get();
    long key = StockKey.of(kind, bytes, position, length);
    position += length;
    return key;
  }

  void skipId() {
    int length = get();
    position += length;
  }

  void skipSizes(int count) {
    for (int left = count; left > 0; left--) {
      while (bytes[position++] < 0) {
        // A number goes on until a byte without the highest bit.
      }
    }
  }

  void skipInstant() {
    skipSizes(2);
  }

  Instant instant(Instant near) {
    long seconds = Math.addExact(near.getEpochSecond(), number());
    long fraction = size();
    return Instant.ofEpochSecond(seconds, fraction % 2 == 0 ? fraction / 2 * 1000 : fraction / 2);
  }

  <T> List<T> list(Function<Input, T> one) {
    int count = smallSize();
    // A damaged count must not take the memory: each value has a byte at least.
    if (count < 0 || count > bytes.length - position) {
      throw new IllegalArgumentException("A list is longer than what is there");
    }
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(one.apply(this));
    }
    return values;
  }
}
