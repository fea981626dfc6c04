package io.backroom.testkit;

import java.util.List;
import java.util.stream.Stream;

/** Texts that stores have been known to alter, to refuse or to obey. */
public final class HostileTexts {
  private static final List<String> ALL =
      List.of(
          "'); DROP TABLE document; --",
          "' OR '1'='1",
          "\"; DELETE FROM stock; --",
          "\\' OR 1=1 #",
          "$1 ? :name @p0 %s {0} #{x} ${x}",
          "{\"$gt\":\"\"}",
          "100% _under_ [a-z]* (x|y)+",
          "/* */ -- # ;",
          "E'\\x41' U&'\\0041' N'x' X'41'",
          "<script>alert(1)</script> <!ENTITY x SYSTEM \"file:///\">",
          "=cmd|' /C calc'!A0",
          "line\r\nSet-Cookie: a=b\n.\n",
          "tab\tend \u0001\u001F\u007F",
          " leading and trailing ",
          "null",
          "NULL",
          "na\u00efve \u6771\u4eac \ud83d\ude9a\ud83e\uddfe \ud840\udc00 e\u0301",
          "\u202e right to left \u200b zero width \ufeff",
          "\u0130\u0131 \u00df \u1e9e \ufb01 \u2126",
          "\uffff\ufffd");

  private HostileTexts() {}

  /**
   * Returns the texts, each at most 100 characters and without U+0000.
   *
   * @return every text
   */
  public static Stream<String> all() {
    return ALL.stream();
  }
}
