package io.backroom.benchmarks.routing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Orders to be split: of a file, or made. */
final class Instances {
  private static final int[] CENTERS = {5, 10, 25, 50};
  private static final int[] LINES = {1, 2, 3, 5, 8, 10};
  private static final double[] SHARES = {0.5, 0.8, 0.95};

  /** A continent of the size of the USA, without Alaska. */
  private static final double WIDTH_KM = 4_300;

  private static final double HEIGHT_KM = 2_500;

  /** Ends of the parcel zones 2 to 8, in km, and their tariff: a base, and each kilogram. */
  private static final double[] ZONE_KM = {241, 483, 966, 1609, 2253, 2897};

  private static final double[] ZONE_BASE = {7.2, 7.5, 8.0, 8.5, 8.9, 9.3, 9.8};
  private static final double[] ZONE_KG = {0.42, 0.52, 0.66, 0.88, 1.12, 1.40, 1.75};
  private static final double PER_UNIT_OF_MONEY = 10_000;

  private Instances() {}

  /** Reads one JSON object a line, from a file that may be compressed. */
  static List<Instance> read(Path file) {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.isBlank()).map(Instances::parse).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException("Cannot read " + file, failure);
    }
  }

  private static Instance parse(String line) {
    JsonNode node = JsonMapper.shared().readTree(line);
    JsonNode optimum = node.path("opt");
    return new Instance(
        node.get("dcs").asInt(),
        node.get("p").asDouble(),
        ints(node.get("qty")),
        ints(node.get("avail")),
        longs(node.get("fixed")),
        longs(node.get("unit")),
        IntStream.range(0, node.path("km").size())
            .mapToDouble(i -> node.get("km").get(i).asDouble())
            .toArray(),
        ints(node.path("priority")),
        optimum.isNumber() ? OptionalLong.of(optimum.asLong()) : OptionalLong.empty());
  }

  private static int[] ints(JsonNode array) {
    return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
  }

  private static long[] longs(JsonNode array) {
    return IntStream.range(0, array.size()).mapToLong(i -> array.get(i).asLong()).toArray();
  }

  /** Makes so many orders of each of 72 kinds, the same ones every time. */
  static List<Instance> made(int each) {
    List<Instance> all = new ArrayList<>();
    for (int centers : CENTERS) {
      for (int lines : LINES) {
        for (double share : SHARES) {
          all.addAll(made(centers, lines, share, each));
        }
      }
    }
    return all;
  }

  /** Makes orders of one kind, all of whose units somebody has. */
  static List<Instance> made(int centers, int lines, double share, int count) {
    SplittableRandom random = new SplittableRandom(centers * 1_000_003L + lines * 101L + count);
    List<Instance> some = new ArrayList<>();
    while (some.size() < count) {
      Instance one = one(centers, lines, share, random);
      if (filled(one)) {
        some.add(one);
      }
    }
    return some;
  }

  private static Instance one(int centers, int lines, double share, SplittableRandom random) {
    long[] fixed = new long[centers];
    double[] perKilogram = new double[centers];
    double[] perUnit = new double[centers];
    double[] kilometers = new double[centers];
    double x = random.nextDouble() * WIDTH_KM;
    double y = random.nextDouble() * HEIGHT_KM;
    for (int j = 0; j < centers; j++) {
      double km =
          Math.hypot(random.nextDouble() * WIDTH_KM - x, random.nextDouble() * HEIGHT_KM - y);
      kilometers[j] = km;
      int zone = 0;
      while (zone < ZONE_KM.length && km > ZONE_KM[zone]) {
        zone++;
      }
      double handling = 1 + 1.5 * random.nextDouble();
      fixed[j] = Math.round((ZONE_BASE[zone] + handling) * PER_UNIT_OF_MONEY);
      perKilogram[j] = ZONE_KG[zone];
      perUnit[j] = 0.25 + 0.35 * random.nextDouble();
    }
    int[] quantity = new int[lines];
    int[] available = new int[lines * centers];
    long[] unit = new long[lines * centers];
    for (int i = 0; i < lines; i++) {
      quantity[i] = random.nextDouble() < 0.78 ? 1 : 2 + random.nextInt(4);
      double kilograms = Math.exp(-0.7 + 0.9 * random.nextGaussian());
      for (int j = 0; j < centers; j++) {
        int cell = i * centers + j;
        int stock = (int) Math.ceil(-12 * Math.log(1 - random.nextDouble()));
        available[cell] = random.nextDouble() < share ? Math.min(stock, quantity[i]) : 0;
        unit[cell] = Math.round((perUnit[j] + kilograms * perKilogram[j]) * PER_UNIT_OF_MONEY);
      }
    }
    return new Instance(
        centers,
        share,
        quantity,
        available,
        fixed,
        unit,
        kilometers,
        IntStream.range(0, centers).toArray(),
        OptionalLong.empty());
  }

  private static boolean filled(Instance one) {
    return IntStream.range(0, one.lines())
        .allMatch(
            line ->
                IntStream.range(0, one.centers())
                        .mapToLong(j -> one.available()[line * one.centers() + j])
                        .sum()
                    >= one.quantity()[line]);
  }
}
