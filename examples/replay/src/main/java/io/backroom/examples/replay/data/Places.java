package io.backroom.examples.replay.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Gives every buyer a town.
 *
 * <p>The data knows the country only, so the town is <b>made up</b>: one of the country's larger
 * ones, drawn by population from a hash of the seed and the buyer. The same buyer in the same
 * country always lives in the same town; the few customers with two countries have a town in each.
 * Names that are no country have a stand-in: "Unspecified" is the United Kingdom, the shop's home,
 * and "European Community" is Brussels. A country that this table lacks is treated as unspecified.
 */
public final class Places {
  /** What the data calls an unknown country. */
  public static final String UNSPECIFIED = "Unspecified";

  private static final String TABLE = "places.csv";
  private static final SortedMap<String, Towns> TOWNS = load();
  private static final Towns ELSEWHERE = Objects.requireNonNull(TOWNS.get(UNSPECIFIED));

  private final long seed;

  /** The seed decides who lives where. */
  public Places(long seed) {
    this.seed = seed;
  }

  /** The town of the invoice's buyer. */
  public Place of(Invoice invoice) {
    return of(invoice.buyer(), invoice.country());
  }

  /** The town of a buyer in a country. */
  public Place of(String buyer, String country) {
    Towns towns = TOWNS.getOrDefault(country, ELSEWHERE);
    return towns.at(StableHash.unit(seed, buyer));
  }

  /** Whether the table has towns of a country. */
  public static boolean knows(String country) {
    return TOWNS.containsKey(country);
  }

  /** All towns that can occur, by country and then in the order of the table. */
  public static List<Place> all() {
    return TOWNS.values().stream().flatMap(towns -> towns.places.stream()).toList();
  }

  private static SortedMap<String, Towns> load() {
    SortedMap<String, Towns> towns = new TreeMap<>();
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (Reader table = open()) {
      for (CSVRecord row : format.parse(table)) {
        towns.computeIfAbsent(row.get("country"), country -> new Towns()).add(row);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return Collections.unmodifiableSortedMap(towns);
  }

  private static Reader open() {
    InputStream table = Places.class.getResourceAsStream(TABLE);
    if (table == null) {
      throw new IllegalStateException(TABLE + " is missing beside " + Places.class.getName());
    }
    return new InputStreamReader(table, StandardCharsets.UTF_8);
  }

  private static final class Towns {
    private final List<Place> places = new ArrayList<>();
    private final List<Long> upTo = new ArrayList<>();
    private long weight;

    void add(CSVRecord row) {
      weight += Long.parseLong(row.get("weight"));
      upTo.add(weight);
      places.add(
          new Place(
              row.get("country"),
              row.get("code"),
              row.get("city"),
              Double.parseDouble(row.get("lat")),
              Double.parseDouble(row.get("lon"))));
    }

    Place at(double unit) {
      long target = (long) (unit * weight);
      int index = 0;
      while (upTo.get(index) <= target) {
        index++;
      }
      return places.get(index);
    }
  }
}
