package io.backroom.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link ByteWriter} wrote, in the same order. */
final class ByteReader {
  private final byte[] bytes;
  private int position;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int get() {
    return bytes[position++];
  }

  byte[] raw(int length) {
    byte[] value = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return value;
  }

  byte[] block() {
    return raw(size());
  }

  long number() {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes[position++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
  }

  int size() {
    return Math.toIntExact(number());
  }

  String ascii(int length) {
    String id = new String(bytes, position, length, StandardCharsets.ISO_8859_1);
    position += length;
    return id;
  }

  String id() {
    return ascii(get());
  }

  String text() {
    if (get() == 0) {
      return new String(block(), StandardCharsets.UTF_8);
    }
    char[] units = new char[size()];
    for (int i = 0; i < units.length; i++) {
      units[i] = (char) ((bytes[position] & 0xFF) << 8 | (bytes[position + 1] & 0xFF));
      position += 2;
    }
    return new String(units);
  }
}
