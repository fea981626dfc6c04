package io.backroom.spark;

import io.backroom.recommendation.model.RidgeSettings;
import io.backroom.spi.value.InvalidInputException;
import io.backroom.spi.value.Require;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What was asked for: {@code --name value} pairs. */
final class Options {
  static final String USAGE =
      """
      usage: TrainOnSpark (--parquet PATH | --jdbc URL --table NAME) --model FILE [OPTION...]

        --parquet PATH        rows in Parquet files: a file, a folder or a pattern
        --jdbc URL            rows in a table; BACKROOM_JDBC_PASSWORD in the environment is the password
        --table NAME          the table or view
        --user NAME           who reads it
        --split COLUMN        a column of numbers or dates by which several tasks share the reading
        --customer COLUMN     who bought [customer]
        --item COLUMN         what [item]
        --quantity COLUMN     rows of 0 or less are left out: returns
        --time COLUMN         when: a date, a timestamp or a number
        --since VALUE         rows before it are left out; needs --time
        --before VALUE        so are rows at or after it; needs --time
        --model FILE          where the model is written
        --names FILE          where the names of its items are written; needed unless --item is a column of
                              whole numbers, which are then the model's own
        --master URL          where Spark runs, if nobody has said so yet [local[*]]
        --neighbors N, --drop P, --ridge L, --customer-exponent E, --closeness-exponent C,
        --popularity-exponent B, --items-max N
                              RidgeSettings; what is left out is that of RidgeSettings.PURCHASES
      """;

  static final Set<String> KNOWN =
      Set.of(
          "parquet",
          "jdbc",
          "table",
          "user",
          "split",
          "customer",
          "item",
          "quantity",
          "time",
          "since",
          "before",
          "model",
          "names",
          "master",
          "neighbors",
          "drop",
          "ridge",
          "customer-exponent",
          "closeness-exponent",
          "popularity-exponent",
          "items-max");

  private final Map<String, String> values;
  private final RidgeSettings settings;

  private Options(Map<String, String> values) {
    this.values = values;
    boolean parquet = values.containsKey("parquet");
    Require.when(
        parquet != values.containsKey("jdbc"),
        "parquet",
        values.getOrDefault("parquet", ""),
        "must be given, or --jdbc, and not both");
    for (String name : List.of("table", "user", "split")) {
      find(name).ifPresent(value -> Require.when(!parquet, name, value, "must come with --jdbc"));
    }
    if (!parquet) {
      text("table");
    }
    boolean time = values.containsKey("time");
    for (String name : List.of("since", "before")) {
      find(name).ifPresent(value -> Require.when(time, name, value, "must come with --time"));
    }
    text("model");
    settings = settings();
  }

  /**
   * Reads options.
   *
   * @throws InvalidInputException if one is unknown, missing, twice there or out of range
   */
  static Options of(List<String> args) {
    Map<String, String> values = new HashMap<>();
    for (int at = 0; at < args.size(); at += 2) {
      String arg = args.get(at);
      String name = arg.startsWith("--") ? arg.substring(2) : "";
      Require.when(KNOWN.contains(name), "option", arg, "must be one of those of --help");
      Require.when(
          at + 1 < args.size() && !args.get(at + 1).isBlank(), name, "", "must have a value");
      String before = values.put(name, args.get(at + 1));
      Require.when(before == null, name, args.get(at + 1), "must be given once");
    }
    return new Options(values);
  }

  /** Returns an option that has to be there. */
  String text(String name) {
    String value = values.getOrDefault(name, "");
    return Require.when(!value.isEmpty(), name, value, "must be given");
  }

  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  RidgeSettings ridge() {
    return settings;
  }

  private RidgeSettings settings() {
    RidgeSettings usual = RidgeSettings.PURCHASES;
    return new RidgeSettings(
        whole("neighbors", usual.neighbors()),
        real("drop", usual.drop()),
        real("ridge", usual.ridge()),
        real("customer-exponent", usual.customerExponent()),
        real("closeness-exponent", usual.closenessExponent()),
        real("popularity-exponent", usual.popularityExponent()),
        whole("items-max", usual.itemsMax()));
  }

  private int whole(String name, int otherwise) {
    return number(name, otherwise, Integer::valueOf, "must be a whole number");
  }

  private double real(String name, double otherwise) {
    return number(name, otherwise, Double::valueOf, "must be a number");
  }

  private <T> T number(String name, T otherwise, Function<String, T> parse, String rule) {
    Optional<String> value = find(name);
    try {
      return value.map(parse).orElse(otherwise);
    } catch (NumberFormatException e) {
      throw new InvalidInputException(name, value.orElse(""), rule);
    }
  }
}
