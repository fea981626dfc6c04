package io.backroom.examples.replay.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** Where the header of a file puts each column; either edition's names, in any order. */
record Columns(
    int invoice,
    int stockCode,
    int description,
    int quantity,
    int date,
    int price,
    int customer,
    int country,
    int count) {
  static final String EXPECTED =
      "the columns"
          + " InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country or"
          + " Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country";
  private static final int SHOWN = 120;

  static Columns of(Object file, CSVRecord header) {
    List<String> names = new ArrayList<>();
    header.forEach(name -> names.add(name.strip().toLowerCase(Locale.ROOT)));
    Finder finder = new Finder(file, names, shown(header));
    return new Columns(
        finder.find("invoiceno", "invoice"),
        finder.find("stockcode"),
        finder.find("description"),
        finder.find("quantity"),
        finder.find("invoicedate"),
        finder.find("unitprice", "price"),
        finder.find("customerid", "customer id"),
        finder.find("country"),
        names.size());
  }

  /** The header as one printable line, because it may be the beginning of any kind of file. */
  private static String shown(CSVRecord header) {
    String text = String.join(",", header).replaceAll("[^\\x20-\\x7E]", "?");
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  private record Finder(Object file, List<String> names, String header) {
    int find(String... spellings) {
      Set<String> wanted = Set.of(spellings);
      int found = -1;
      for (int i = 0; i < names.size(); i++) {
        if (wanted.contains(names.get(i))) {
          if (found >= 0) {
            throw unusable("more than one column '" + spellings[0] + "'");
          }
          found = i;
        }
      }
      if (found < 0) {
        throw unusable("no column '" + spellings[0] + "'");
      }
      return found;
    }

    private UnusableFileException unusable(String why) {
      return new UnusableFileException(file, why + " in the header '" + header + "'", EXPECTED);
    }
  }
}
