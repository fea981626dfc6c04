package io.backroom.stock.journal;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** Writes values one after the other into bytes; {@link Input} reads them back. */
final class Output {
  private byte[] bytes;
  private int size;

  Output(int capacity) {
    bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  /** Returns the bytes written, and more behind them. */
  byte[] array() {
    return bytes;
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  void clear() {
    size = 0;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  Output put(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Writes 4 bytes. */
  Output fixed(int value) {
    room(4);
    size += 4;
    return fixedAt(size - 4, value);
  }

  /** Writes over 4 bytes that are there. */
  Output fixedAt(int place, int value) {
    bytes[place] = (byte) (value >>> 24);
    bytes[place + 1] = (byte) (value >>> 16);
    bytes[place + 2] = (byte) (value >>> 8);
    bytes[place + 3] = (byte) value;
    return this;
  }

  /** Writes 8 bytes. */
  Output fixed(long value) {
    return fixed((int) (value >>> 32)).fixed((int) value);
  }

  /** Writes a number that is not negative in as few bytes as it needs. */
  Output size(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Writes any number; small ones, negative or not, need one byte. */
  Output number(long value) {
    return size((value << 1) ^ (value >> 63));
  }

  /** Writes an id: ASCII, 1 to 64 characters. */
  @SuppressWarnings("deprecation") // The only way to copy ASCII without a second array.
  Output id(String id) {
    int length = id.length();
    room(1 + length);
    bytes[size++] = (byte) length;
    id.getBytes(0, length, bytes, size);
    size += length;
    return this;
  }

  /** Writes any text, character by character. */
  Output text(String text) {
    size(text.length());
    for (int i = 0; i < text.length(); i++) {
      size(text.charAt(i));
    }
    return this;
  }

  /** Writes a time; one with whole microseconds near the given one needs few bytes. */
  Output instant(Instant value, Instant near) {
    number(Math.subtractExact(value.getEpochSecond(), near.getEpochSecond()));
    int nanos = value.getNano();
    return size(nanos % 1000 == 0 ? nanos / 1000L * 2 : nanos * 2L + 1);
  }

  <T> Output list(List<T> values, BiConsumer<Output, T> one) {
    size(values.size());
    for (T value : values) {
      one.accept(this, value);
    }
    return this;
  }
}
