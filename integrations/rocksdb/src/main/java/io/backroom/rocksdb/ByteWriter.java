package io.backroom.rocksdb;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes values one after the other into bytes; {@link ByteReader} reads them back. */
final class ByteWriter {
  private byte[] bytes = new byte[256];
  private int size;

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
    }
  }

  ByteWriter put(int value) {
    room(1);
    bytes[size++] = (byte) value;
    return this;
  }

  ByteWriter raw(byte[] value) {
    room(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  /** Writes bytes so that their number can be read back. */
  ByteWriter block(byte[] value) {
    return number(value.length).raw(value);
  }

  /** Writes a number in as few bytes as it needs; small ones, negative or not, need one. */
  ByteWriter number(long value) {
    room(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  /** Writes an id, which is ASCII and at most 64 characters long, without its length. */
  ByteWriter ascii(String id) {
    room(id.length());
    for (int i = 0; i < id.length(); i++) {
      bytes[size++] = (byte) id.charAt(i);
    }
    return this;
  }

  ByteWriter id(String id) {
    return put(id.length()).ascii(id);
  }

  /** Writes any text, character by character: UTF-8 has no bytes for half a surrogate pair. */
  ByteWriter text(String text) {
    if (isWhole(text)) {
      return put(0).block(text.getBytes(StandardCharsets.UTF_8));
    }
    put(1).number(text.length());
    return units(text);
  }

  /** Writes the 2 bytes of each character, high byte first: they sort as the characters do. */
  private ByteWriter units(String text) {
    room(Math.multiplyExact(text.length(), 2));
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      bytes[size++] = (byte) (c >>> 8);
      bytes[size++] = (byte) c;
    }
    return this;
  }

  /**
   * Writes a text so that the bytes of two texts, and of what follows them, sort as {@link
   * String#compareTo} does. UTF-8 would not: it sorts characters beyond the basic plane elsewhere.
   * The end is two zero characters; a zero character inside is followed by a one, so that the end
   * sorts before every character.
   */
  ByteWriter sorted(String text) {
    return units(text.replace("\0", "\0\1")).put(0).put(0).put(0).put(0);
  }

  private static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return false;
        }
        i++;
      }
    }
    return true;
  }
}
