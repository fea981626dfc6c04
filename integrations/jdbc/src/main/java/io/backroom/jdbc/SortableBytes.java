package io.backroom.jdbc;

import java.io.ByteArrayOutputStream;

/**
 * Text as bytes that sort as {@link String#compareTo} does: each UTF-16 unit by itself is written
 * as UTF-8 writes a character (this is known as CESU-8). So every database, whatever its language,
 * has the order of the contract, every text can be kept, and what is plain ASCII stays readable.
 */
final class SortableBytes {
  /** Sorts after every text, and stands in none. */
  static final byte END = (byte) 0xFF;

  private SortableBytes() {}

  static byte[] of(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    write(text, bytes);
    return bytes.toByteArray();
  }

  static void write(String text, ByteArrayOutputStream bytes) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        bytes.write(c);
      } else if (c < 0x800) {
        bytes.write(0xC0 | (c >> 6));
        bytes.write(0x80 | (c & 0x3F));
      } else {
        bytes.write(0xE0 | (c >> 12));
        bytes.write(0x80 | ((c >> 6) & 0x3F));
        bytes.write(0x80 | (c & 0x3F));
      }
    }
  }

  /** Returns the text of some bytes that {@link #write} wrote. */
  static String text(byte[] bytes, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    int i = from;
    while (i < to) {
      int b = bytes[i++] & 0xFF;
      if (b < 0x80) {
        text.append((char) b);
      } else if (b < 0xE0) {
        text.append((char) (((b & 0x1F) << 6) | (bytes[i++] & 0x3F)));
      } else {
        int middle = bytes[i++] & 0x3F;
        text.append((char) (((b & 0x0F) << 12) | (middle << 6) | (bytes[i++] & 0x3F)));
      }
    }
    return text.toString();
  }
}
