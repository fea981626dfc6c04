package io.backroom.examples.replay.report;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Writes elements that are well-formed both as HTML and as XML; everything is escaped. */
final class Markup {
  private final StringBuilder out = new StringBuilder();

  /** Attributes are names and values in turn; numbers get at most one decimal. */
  Markup open(String element, Object... attributes) {
    tag(element, attributes);
    out.append('>');
    return this;
  }

  Markup close(String element) {
    out.append("</").append(element).append(">\n");
    return this;
  }

  /** An element that can have no content: a shape, or one of HTML's void elements. */
  Markup empty(String element, Object... attributes) {
    tag(element, attributes);
    out.append("/>\n");
    return this;
  }

  Markup element(String element, String text, Object... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  Markup text(String text) {
    text.codePoints().forEach(this::escaped);
    return this;
  }

  /** Trusted text of this program, such as the style sheet. */
  Markup raw(String trusted) {
    out.append(trusted);
    return this;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** One decimal is a tenth of a pixel; more would only make the file larger. */
  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  private void tag(String element, Object... attributes) {
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      Object value = attributes[i + 1];
      text(value instanceof Number number ? number(number.doubleValue()) : value.toString());
      out.append('"');
    }
  }

  private void escaped(int c) {
    switch (c) {
      case '&' -> out.append("&amp;");
      case '<' -> out.append("&lt;");
      case '>' -> out.append("&gt;");
      case '"' -> out.append("&quot;");
      case '\'' -> out.append("&#39;");
      default -> out.appendCodePoint(allowed(c) ? c : 0xFFFD);
    }
  }

  /** XML has no way to write other control characters, escaped or not. */
  private static boolean allowed(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0x7E)
        || (c >= 0xA0 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
